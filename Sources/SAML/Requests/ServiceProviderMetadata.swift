/// What an identity provider's administrator needs to know about this service provider (SAML Metadata 2.4.4).
///
/// The same values always give the same octets.
public struct ServiceProviderMetadata: Sendable {
    /// Whom it describes.
    public let relyingParty: RelyingParty
    /// The certificate of the key that signs requests; without one they are declared to be unsigned.
    public let signingCertificate: Certificate?
    /// The certificates that assertions may be encrypted for, the preferred one first.
    public let encryptionCertificates: [Certificate]

    /// What assertions may be encrypted with: content first, then key transport.
    private static let encryptionMethods = [
        ContentCipher.aes256GCM.rawValue, ContentCipher.aes128GCM.rawValue, KeyTransport.oaepMGF1P,
        KeyTransport.oaep11,
    ]

    /// See the properties of the same names.
    public init(
        relyingParty: RelyingParty, signingCertificate: Certificate? = nil,
        encryptionCertificates: [Certificate] = []
    ) {
        self.relyingParty = relyingParty
        self.signingCertificate = signingCertificate
        self.encryptionCertificates = encryptionCertificates
    }

    /// The metadata as XML.
    public var xml: String {
        var writer = XMLWriter()
        let entity: [(StaticString, String)] = [
            ("xmlns:md", "\(Namespace.metadata)"),
            ("xmlns:ds", "\(Namespace.signature)"), ("entityID", relyingParty.entityID),
        ]
        let role: [(StaticString, String)] = [
            ("AuthnRequestsSigned", signingCertificate == nil ? "false" : "true"),
            ("WantAssertionsSigned", "true"),
            ("protocolSupportEnumeration", "\(Namespace.protocol_)"),
        ]
        let service: [(StaticString, String)] = [
            ("Binding", Binding.post), ("Location", relyingParty.acsURL), ("index", "0"),
            ("isDefault", "true"),
        ]
        writer.element("md:EntityDescriptor", entity) { descriptor in
            descriptor.element("md:SPSSODescriptor", role) {
                if let signingCertificate {
                    Self.write(signingCertificate, use: "signing", methods: [], to: &$0)
                }
                for certificate in encryptionCertificates {
                    Self.write(certificate, use: "encryption", methods: Self.encryptionMethods, to: &$0)
                }
                $0.element("md:AssertionConsumerService", service)
            }
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + writer.text + "\n"
    }

    private static func write(
        _ certificate: Certificate, use: String, methods: [String], to role: inout XMLWriter
    ) {
        role.element("md:KeyDescriptor", [("use", use)]) { key in
            key.element("ds:KeyInfo") { info in
                info.element("ds:X509Data") { data in
                    data.element("ds:X509Certificate") { $0.characters(Base64.encode(certificate.der)) }
                }
            }
            for method in methods { key.element("md:EncryptionMethod", [("Algorithm", method)]) }
        }
    }
}
