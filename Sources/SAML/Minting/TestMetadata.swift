/// Metadata of a test identity provider, for `verify` and for service providers under test.
public struct TestMetadata: Sendable {
    /// Its entity ID.
    public let entityID: String
    /// Its signing certificate.
    public let certificate: Certificate

    /// See the properties of the same names.
    public init(entityID: String, certificate: Certificate) {
        self.entityID = entityID
        self.certificate = certificate
    }

    /// The metadata as XML. The single sign-on URL leads nowhere: the top-level domain is reserved.
    public var xml: String {
        let role = CanonicalElement(
            "md:IDPSSODescriptor", ["protocolSupportEnumeration": "\(Namespace.protocol_)"],
            [
                CanonicalElement("md:KeyDescriptor", ["use": "signing"], [.keyInfo(certificate)]),
                CanonicalElement(
                    "md:SingleSignOnService",
                    ["Binding": Binding.redirect, "Location": "https://test-idp.invalid/saml/sso"]),
            ])
        return CanonicalElement("md:EntityDescriptor", ["entityID": entityID], [role]).text + "\n"
    }
}
