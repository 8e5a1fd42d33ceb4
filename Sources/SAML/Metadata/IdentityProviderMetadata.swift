/// An identity provider's own description of itself (SAML Metadata 2.4.3): one `EntityDescriptor` in a file.
///
/// Nothing here proves who wrote it. The caller takes it from a source it trusts, and holds ``validUntil``
/// against a clock.
public struct IdentityProviderMetadata: Sendable {
    /// Where a browser is sent to sign in, by binding.
    public struct SingleSignOnURLs: Sendable, Equatable {
        /// HTTP-Redirect.
        public let redirect: String?
        /// HTTP-POST.
        public let post: String?
    }

    /// Its entity ID, at most 1024 octets.
    public let entityID: String
    /// At least one is there.
    public let singleSignOnURLs: SingleSignOnURLs
    /// The certificates of its signing keys, at least one, in document order.
    public let signingCertificates: [Certificate]
    /// When the description stops being valid, seconds since 1970 UTC.
    public let validUntil: Int64?
    /// Whether it asks for signed requests.
    public let wantsSignedRequests: Bool

    /// Reads a metadata file of at most 1 MiB.
    public init(xml: [UInt8]) throws(MetadataError) {
        let root: XMLElement
        do throws(ParseRefusal) {
            root = try XMLDocument.parse(xml, limits: .metadata).root
        } catch {
            throw MetadataError(
                .meta01, expected: error.expected, found: "\(error.found) (\(error.code.rawValue))")
        }
        guard root.matches(MetadataName.entityDescriptor) else {
            throw MetadataError(.meta05, expected: "one EntityDescriptor", found: root.displayName)
        }
        let entityID = root.attribute("entityID") ?? ""
        guard !entityID.isEmpty, entityID.utf8.count <= 1024 else {
            throw MetadataError(
                .meta05, expected: "an entityID of 1 to 1024 octets", found: "\(entityID.utf8.count) octets")
        }
        let role = try Self.role(in: root)
        self.entityID = entityID
        singleSignOnURLs = try Self.endpoints(of: role)
        signingCertificates = try Self.certificates(of: role)
        validUntil = try Self.validUntil([root, role])
        let wants = role.attribute("WantAuthnRequestsSigned")
        wantsSignedRequests = wants == "true" || wants == "1"
    }

    /// The only `IDPSSODescriptor` that speaks SAML 2.0.
    private static func role(in root: XMLElement) throws(MetadataError) -> XMLElement {
        let roles = root.children(MetadataName.idpDescriptor).filter { role in
            (role.attribute("protocolSupportEnumeration") ?? "").split(separator: " ")
                .contains("urn:oasis:names:tc:SAML:2.0:protocol")
        }
        guard roles.count == 1 else {
            throw MetadataError(
                .meta06, expected: "one IDPSSODescriptor for SAML 2.0", found: "\(roles.count) of them")
        }
        return roles[0]
    }

    private static func endpoints(of role: XMLElement) throws(MetadataError) -> SingleSignOnURLs {
        func location(_ binding: String) throws(MetadataError) -> String? {
            let services = role.children(MetadataName.singleSignOnService)
            guard let service = services.first(where: { $0.attribute("Binding") == binding }) else {
                return nil
            }
            let url = service.attribute("Location") ?? ""
            if let refusal = EndpointURL.refusal(of: url) {
                throw MetadataError(.meta08, expected: "an https URL", found: "\(url): \(refusal)")
            }
            return url
        }
        let urls = try SingleSignOnURLs(redirect: location(Binding.redirect), post: location(Binding.post))
        guard urls.redirect != nil || urls.post != nil else {
            throw MetadataError(
                .meta08, expected: "a SingleSignOnService over HTTP-Redirect or HTTP-POST", found: "none")
        }
        return urls
    }

    /// Certificates of keys for signing, or for any use (KEY-03).
    private static func certificates(of role: XMLElement) throws(MetadataError) -> [Certificate] {
        var found: [Certificate] = []
        for descriptor in role.children(MetadataName.keyDescriptor) {
            let use = descriptor.attribute("use")
            guard use == nil || use == "signing" else { continue }
            let data = descriptor.onlyChild(SignatureName.keyInfo)?.onlyChild(SignatureName.x509Data)
            guard let data else { continue }
            let elements = data.children(SignatureName.x509Certificate)
            guard elements.count == 1 else {
                throw MetadataError(
                    .meta07, expected: "one certificate for each key", found: "\(elements.count)")
            }
            found.append(try certificate(elements[0]))
        }
        guard !found.isEmpty else {
            throw MetadataError(.meta07, expected: "a signing certificate", found: "none")
        }
        return found
    }

    private static func certificate(_ element: XMLElement) throws(MetadataError) -> Certificate {
        guard let der = element.content.value.flatMap({ Base64.decode($0) }) else {
            throw MetadataError(.meta07, expected: "a certificate in base64", found: "something else")
        }
        do throws(CertificateError) {
            return try SigningKey(certificateDER: der).certificate
        } catch {
            throw MetadataError(.meta07, expected: "a signing certificate", found: error.description)
        }
    }

    private static func validUntil(_ elements: [XMLElement]) throws(MetadataError) -> Int64? {
        var earliest: Int64?
        for text in elements.compactMap({ $0.attribute("validUntil") }) {
            guard let instant = CalendarInstant.parse(text) else {
                throw MetadataError(.meta06, expected: "validUntil as YYYY-MM-DDThh:mm:ssZ", found: text)
            }
            earliest = min(earliest ?? instant, instant)
        }
        return earliest
    }
}
