/// What an identity provider's administrator needs to know about this service provider (SAML Metadata 2.4.4).
///
/// The same relying party always gives the same octets.
public struct ServiceProviderMetadata: Sendable {
    /// Whom it describes.
    public let relyingParty: RelyingParty

    /// - Parameter relyingParty: what the identity provider is to be told.
    public init(relyingParty: RelyingParty) {
        self.relyingParty = relyingParty
    }

    /// The metadata as XML.
    public var xml: String {
        var writer = XMLWriter()
        let entity: [(StaticString, String)] = [
            ("xmlns:md", "urn:oasis:names:tc:SAML:2.0:metadata"), ("entityID", relyingParty.entityID),
        ]
        let role: [(StaticString, String)] = [
            ("AuthnRequestsSigned", "false"), ("WantAssertionsSigned", "true"),
            ("protocolSupportEnumeration", "urn:oasis:names:tc:SAML:2.0:protocol"),
        ]
        let service: [(StaticString, String)] = [
            ("Binding", Binding.post), ("Location", relyingParty.acsURL), ("index", "0"),
            ("isDefault", "true"),
        ]
        writer.element("md:EntityDescriptor", entity) { descriptor in
            descriptor.element("md:SPSSODescriptor", role) {
                $0.element("md:AssertionConsumerService", service)
            }
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + writer.text + "\n"
    }
}
