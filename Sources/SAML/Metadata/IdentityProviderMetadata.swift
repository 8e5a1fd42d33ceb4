/// An identity provider's own description of itself (SAML Metadata 2.4.3), taken out of a document that may describe others.
///
/// Only the signature proves who wrote it, and only when keys to verify it with were given; otherwise the caller vouches for
/// the place it comes from.
public struct IdentityProviderMetadata: Sendable {
    /// Where a browser is sent to sign in, by binding.
    public struct SingleSignOnURLs: Sendable, Equatable {
        /// HTTP-Redirect.
        public let redirect: String?
        /// HTTP-POST.
        public let post: String?
    }

    /// Certificates that are taken, at most (KEY-02).
    static let certificateLimit = 8
    /// Octets of an entity ID, at most (Metadata 2.2.1).
    static let entityIDLimit = 1024

    /// Its entity ID, at most 1024 octets.
    public let entityID: String
    /// At least one is there.
    public let singleSignOnURLs: SingleSignOnURLs
    /// The certificates of its signing keys, 1 to 8, each once, in document order.
    public let signingCertificates: [Certificate]
    /// Formats of name identifiers it offers, in document order.
    public let nameIDFormats: [String]
    /// When the description stops being valid, seconds since 1970 UTC: the earliest that role, entity or a group around it
    /// says. Held against a clock by ``checkFreshness(at:after:)``.
    public let validUntil: Int64?
    /// After how many seconds to look for a newer one: the shortest that role, entity or a group around it says.
    public let cacheDuration: Int64?
    /// Whether it asks for signed requests.
    public let wantsSignedRequests: Bool

    /// Reads a document of at most 1 MiB.
    ///
    /// - Parameters:
    ///   - entityID: which entity to take. Without one, the document must hold exactly one identity provider.
    ///   - keys: pinned keys, one of which must have signed the document's root. With them, everything is read from the
    ///     octets that were signed; without any, a signature is not looked at.
    /// - Throws: the first META rule that the document breaks.
    public init(
        xml: [UInt8], entityID wanted: String? = nil, signedBy keys: [SigningKey] = []
    ) throws(MetadataError) {
        let document = try MetadataDocument(xml: xml, signedBy: keys)
        let path = try EntityPath.find(wanted, in: document.root)
        let id = path.entity.attribute("entityID") ?? ""
        guard !id.isEmpty, id.utf8.count <= Self.entityIDLimit else {
            throw MetadataError(
                .meta05, expected: "an entityID of 1 to \(Self.entityIDLimit) octets",
                found: "\(id.utf8.count) octets")
        }
        let role = try Self.role(in: path.entity)
        entityID = id
        singleSignOnURLs = try Self.endpoints(of: role)
        signingCertificates = try Self.certificates(of: role)
        nameIDFormats = role.children(MetadataName.nameIDFormat).compactMap {
            $0.content.value.map(Self.trimmed)
        }
        validUntil = try Self.validUntil(path.elements + [role])
        cacheDuration = try Self.cacheDuration(path.elements + [role])
        let wants = role.attribute("WantAuthnRequestsSigned").map(Self.trimmed)
        wantsSignedRequests = wants == "true" || wants == "1"
    }

    /// Whether it may come into force: not over yet, and not older than the one in force (META-04).
    ///
    /// - Parameters:
    ///   - now: seconds since 1970 UTC.
    ///   - known: ``validUntil`` of the description in force; with one, the new one needs one that is not earlier.
    public func checkFreshness(at now: Int64, after known: Int64? = nil) throws(MetadataError) {
        if let validUntil, validUntil <= now {
            throw MetadataError(
                .meta04, expected: "validUntil after " + CalendarInstant.format(now),
                found: CalendarInstant.format(validUntil))
        }
        guard let known else { return }
        guard let validUntil, validUntil >= known else {
            throw MetadataError(
                .meta04,
                expected: "validUntil not before " + CalendarInstant.format(known) + ", as known already",
                found: validUntil.map(CalendarInstant.format) ?? "none")
        }
    }

    /// The only `IDPSSODescriptor` that speaks SAML 2.0.
    private static func role(in entity: XMLElement) throws(MetadataError) -> XMLElement {
        let roles = entity.children(MetadataName.idpDescriptor).filter { role in
            (role.attribute("protocolSupportEnumeration") ?? "").split(whereSeparator: \.isWhitespace)
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

    private static func cacheDuration(_ elements: [XMLElement]) throws(MetadataError) -> Int64? {
        var shortest: Int64?
        for text in elements.compactMap({ $0.attribute("cacheDuration") }) {
            guard let duration = CalendarDuration.parse(text) else {
                throw MetadataError(.meta06, expected: "cacheDuration as PnDTnHnMnS", found: text)
            }
            shortest = min(shortest ?? duration, duration)
        }
        return shortest
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
