@testable import SAML

/// Metadata that keeps every rule, to be bent before it is signed or broken afterwards.
enum MetadataFixture {
    static let entityID = "https://idp.example.org/saml"
    /// 2026-11-20T12:00:00Z.
    static let now: Int64 = 1_795_176_000
    /// Signs metadata, and nothing else.
    static let signer = TestKey(bits: 2048)

    /// One identity provider; valid until 2027, to be fetched again after six hours.
    static let entity = """
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_entity" \
        entityID="\(entityID)" validUntil="2027-01-01T00:00:00Z" cacheDuration="PT6H">\
        <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\
        \(key(.provider))\(key(.stranger, use: "encryption"))\
        <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>\
        <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" \
        Location="https://idp.example.org/redirect"/></md:IDPSSODescriptor></md:EntityDescriptor>
        """

    /// A service provider, and the identity provider in a group of its own.
    static let group = """
        <md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_group" \
        validUntil="2026-12-01T00:00:00Z" cacheDuration="PT1H">\
        <md:EntityDescriptor entityID="https://sp.example.org/other"/>\
        <md:EntitiesDescriptor>\(entity)</md:EntitiesDescriptor></md:EntitiesDescriptor>
        """

    static func key(_ key: TestKey, use: String? = "signing") -> String {
        """
        <md:KeyDescriptor\(use.map { " use=\"\($0)\"" } ?? "")><ds:KeyInfo \
        xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>\
        \(Base64.encode(key.certificateDER))</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
        """
    }

    /// `xml` with a signature of `key` over its root, which has the given ID.
    static func signed(_ xml: String, id: String = "_entity", by key: TestKey = signer) -> String {
        let end = xml.firstIndex(of: ">")!
        return key.sign(
            String(xml[...end]) + ResponseFixture.template(for: id) + String(xml[xml.index(after: end)...]))
    }

    /// Reads signed metadata with the signer's key pinned.
    static func readSigned(_ xml: String) throws -> IdentityProviderMetadata {
        try IdentityProviderMetadata(xml: Array(xml.utf8), signedBy: [signer.pinned])
    }

    static func read(_ xml: String, entityID: String? = nil) throws -> IdentityProviderMetadata {
        try IdentityProviderMetadata(xml: Array(xml.utf8), entityID: entityID)
    }
}
