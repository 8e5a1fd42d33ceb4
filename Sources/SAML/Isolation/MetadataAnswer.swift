internal import FoundationEssentials

/// What another process found when it read metadata.
public struct MetadataAnswer: Sendable {
    /// The description, or the first rule that the document breaks.
    public let outcome: Result<IdentityProviderMetadata, MetadataError>

    init(_ outcome: Result<IdentityProviderMetadata, MetadataError>) {
        self.outcome = outcome
    }
}

extension MetadataAnswer {
    /// The form on the wire, one JSON object. Only this package can make a description from one.
    private struct Form: Codable {
        var broken: Broken?
        var metadata: Description?
    }

    private struct Broken: Codable {
        let code: String
        let expected: String
        let found: String
    }

    /// The answer as octets.
    var encoded: [UInt8]? {
        var form = Form()
        switch outcome {
        case .success(let metadata): form.metadata = Description(metadata)
        case .failure(let error):
            form.broken = Broken(code: error.code.rawValue, expected: error.expected, found: error.found)
        }
        return (try? JSONEncoder().encode(form)).map { [UInt8]($0) }
    }

    /// Reads the answer to `request`. Nothing in it is parsed but the form, and every value is held against its bounds again.
    ///
    /// - Returns: `nil` unless `octets` are exactly one answer that either names the META rule that is broken or holds a
    ///   description, of the entity that was asked for.
    public init?(encoded octets: [UInt8], to request: MetadataRequest) {
        guard let form = try? JSONDecoder().decode(Form.self, from: Data(octets)) else { return nil }
        switch (form.broken, form.metadata) {
        case (let broken?, nil):
            guard broken.code.hasPrefix("META-"), let code = RuleCode(rawValue: broken.code) else {
                return nil
            }
            self.init(
                .failure(MetadataError(code, expected: broken.expected, found: broken.found)))
        case (nil, let description?):
            guard let metadata = IdentityProviderMetadata(description),
                request.entityID.map({ sameBytes($0, metadata.entityID) }) ?? true
            else { return nil }
            self.init(.success(metadata))
        default: return nil
        }
    }
}

/// An ``IdentityProviderMetadata`` on the wire.
private struct Description: Codable {
    let entityID: String
    let redirect: String?
    let post: String?
    let certificates: [Certificate]
    let nameIDFormats: [String]
    let validUntil: Int64?
    let cacheDuration: Int64?
    let wantsSignedRequests: Bool

    struct Certificate: Codable {
        let der: Data
        let notBefore: Int64
        let notAfter: Int64
        let subject: String
    }

    init(_ metadata: IdentityProviderMetadata) {
        entityID = metadata.entityID
        redirect = metadata.singleSignOnURLs.redirect
        post = metadata.singleSignOnURLs.post
        certificates = metadata.signingCertificates.map {
            Certificate(
                der: Data($0.der), notBefore: $0.notBefore, notAfter: $0.notAfter, subject: $0.subject)
        }
        nameIDFormats = metadata.nameIDFormats
        validUntil = metadata.validUntil
        cacheDuration = metadata.cacheDuration
        wantsSignedRequests = metadata.wantsSignedRequests
    }
}

extension IdentityProviderMetadata {
    /// `nil` when a value is outside the bounds that reading a document keeps.
    fileprivate init?(_ description: Description) {
        let urls = [description.redirect, description.post].compactMap { $0 }
        let instants =
            [description.validUntil].compactMap { $0 }
            + description.certificates.flatMap { [$0.notBefore, $0.notAfter] }
        guard (1...Self.entityIDLimit).contains(description.entityID.utf8.count), !urls.isEmpty,
            urls.allSatisfy({ EndpointURL.refusal(of: $0) == nil }),
            (1...Self.certificateLimit).contains(description.certificates.count),
            instants.allSatisfy({ CalendarInstant.writable.contains($0) }),
            description.cacheDuration ?? 0 >= 0
        else { return nil }
        entityID = description.entityID
        singleSignOnURLs = SingleSignOnURLs(redirect: description.redirect, post: description.post)
        signingCertificates = description.certificates.map { Certificate($0) }
        nameIDFormats = description.nameIDFormats
        validUntil = description.validUntil
        cacheDuration = description.cacheDuration
        wantsSignedRequests = description.wantsSignedRequests
    }
}

extension Certificate {
    /// Takes what the other process read: the octets are not parsed here. The fingerprint is made of them anew.
    fileprivate init(_ certificate: Description.Certificate) {
        der = [UInt8](certificate.der)
        notBefore = certificate.notBefore
        notAfter = certificate.notAfter
        subject = certificate.subject
        fingerprintSHA256 = DigestAlgorithm.sha256.digest(of: der).hexadecimal
    }
}

extension CalendarInstant {
    /// The years 0 to 9999, which X.509 can express.
    fileprivate static let writable =
        seconds(
            year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0)...seconds(
            year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59)
}
