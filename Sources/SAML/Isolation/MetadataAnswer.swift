/// What another process found when it read metadata.
public struct MetadataAnswer: Sendable {
    /// The description, or the first rule that the document breaks.
    public let outcome: Result<IdentityProviderMetadata, MetadataError>
}

extension MetadataAnswer {
    /// The answer as octets: the broken rule and the description, one of them absent. Only this package can make a
    /// description from them.
    static func encode(_ outcome: Result<IdentityProviderMetadata, MetadataError>) -> [UInt8] {
        var octets: [UInt8] = []
        switch outcome {
        case .success(let metadata):
            MetadataError?.none.write(to: &octets)
            Optional(metadata).write(to: &octets)
        case .failure(let error):
            Optional(error).write(to: &octets)
            IdentityProviderMetadata?.none.write(to: &octets)
        }
        return octets
    }

    /// Reads the answer to `request`. No certificate in it is parsed, and every value is held against its bounds again.
    ///
    /// - Returns: `nil` unless `octets` are exactly one answer that either names the META rule that is broken or holds a
    ///   description, of the entity that was asked for.
    public init?(encoded octets: [UInt8], to request: MetadataRequest) {
        var rest = octets[...]
        let (broken, description): (MetadataError?, IdentityProviderMetadata?)
        do throws(Malformed) {
            broken = try MetadataError?(from: &rest)
            description = try IdentityProviderMetadata?(from: &rest)
        } catch {
            return nil
        }
        guard rest.isEmpty else { return nil }
        switch (broken, description) {
        case (let error?, nil) where error.code.rawValue.hasPrefix("META-"): outcome = .failure(error)
        case (nil, let metadata?)
        where metadata.isWithinBounds
            && request.entityID.map({ sameBytes($0, metadata.entityID) }) ?? true:
            outcome = .success(metadata)
        default: return nil
        }
    }
}

extension MetadataError: Carried {
    func write(to octets: inout [UInt8]) {
        code.write(to: &octets)
        expected.write(to: &octets)
        found.write(to: &octets)
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        self.init(
            try RuleCode(from: &octets), expected: try String(from: &octets), found: try String(from: &octets)
        )
    }
}

extension Certificate: Carried {
    func write(to octets: inout [UInt8]) {
        der.write(to: &octets)
        notBefore.write(to: &octets)
        notAfter.write(to: &octets)
        subject.write(to: &octets)
    }

    /// Takes what the other process read: the octets are not parsed here. The fingerprint is made of them anew.
    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        der = try [UInt8](from: &octets)
        notBefore = try Int64(from: &octets)
        notAfter = try Int64(from: &octets)
        subject = try String(from: &octets)
        fingerprintSHA256 = Self.fingerprintSHA256(of: der)
    }
}

extension IdentityProviderMetadata: Carried {
    func write(to octets: inout [UInt8]) {
        entityID.write(to: &octets)
        singleSignOnURLs.redirect.write(to: &octets)
        singleSignOnURLs.post.write(to: &octets)
        signingCertificates.write(to: &octets)
        nameIDFormats.write(to: &octets)
        validUntil.write(to: &octets)
        cacheDuration.write(to: &octets)
        wantsSignedRequests.write(to: &octets)
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        entityID = try String(from: &octets)
        singleSignOnURLs = SingleSignOnURLs(
            redirect: try String?(from: &octets), post: try String?(from: &octets))
        signingCertificates = try [Certificate](from: &octets)
        nameIDFormats = try [String](from: &octets)
        validUntil = try Int64?(from: &octets)
        cacheDuration = try Int64?(from: &octets)
        wantsSignedRequests = try Bool(from: &octets)
    }

    /// Whether every value is within the bounds that reading a document keeps.
    fileprivate var isWithinBounds: Bool {
        let urls = [singleSignOnURLs.redirect, singleSignOnURLs.post].compactMap { $0 }
        let instants =
            [validUntil].compactMap { $0 } + signingCertificates.flatMap { [$0.notBefore, $0.notAfter] }
        return (1...Self.entityIDLimit).contains(entityID.utf8.count)
            && !urls.isEmpty && urls.allSatisfy { EndpointURL.refusal(of: $0) == nil }
            && (1...Self.certificateLimit).contains(signingCertificates.count)
            && instants.allSatisfy { CalendarInstant.writable.contains($0) }
            && cacheDuration ?? 0 >= 0
    }
}

extension CalendarInstant {
    /// The years 0 to 9999, which X.509 can express.
    fileprivate static let writable =
        seconds(
            year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0)...seconds(
            year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59)
}
