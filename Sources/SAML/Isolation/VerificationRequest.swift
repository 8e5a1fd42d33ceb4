internal import FoundationEssentials

/// Everything that verifying one response takes, to be carried to another process. No private key is in it.
public struct VerificationRequest: Sendable, Equatable {
    /// Octets a request may have: the longest response that is looked at, and more certificates than there are.
    public static let sizeLimit = 1 << 20

    /// Entity ID of this service provider.
    public var entityID: String
    /// Its postback URL.
    public var acsURL: String
    /// Entity ID of the identity provider.
    public var identityProvider: String
    /// The certificates with its signing keys, DER. One that cannot be read is no key.
    public var certificates: [[UInt8]]
    /// What the identity provider is granted beyond the rules.
    public var weaknesses: Set<Weakness>
    /// What is asked beyond the rules.
    public var expectations = Expectations()
    /// What the response must answer.
    public var correlation: Correlation
    /// Seconds by which the clocks may differ.
    public var skew: Int64 = 60
    /// Seconds since 1970 UTC.
    public var now: Int64
    /// The response, base64 as it was posted.
    public var response: [UInt8]

    /// - Parameters: as ``Verifier`` takes them.
    public init(
        relyingParty: RelyingParty, identityProvider: String, certificates: [[UInt8]],
        weaknesses: Set<Weakness> = [], correlation: Correlation, at now: Int64, response: [UInt8]
    ) {
        entityID = relyingParty.entityID
        acsURL = relyingParty.acsURL
        self.identityProvider = identityProvider
        self.certificates = certificates
        self.weaknesses = weaknesses
        self.correlation = correlation
        self.now = now
        self.response = response
    }
}

extension VerificationRequest {
    /// What goes before the response: four octets with its length, the most significant first, then this as JSON.
    private struct Header: Codable {
        let entityID: String
        let acsURL: String
        let identityProvider: String
        let certificates: [Data]
        let weaknesses: Set<Weakness>
        let expectations: Expectations
        /// `nil` when the response must answer no request.
        let requestID: String?
        let skew: Int64
        let now: Int64
    }

    /// The request as octets; `nil` when it is longer than ``sizeLimit``.
    public var encoded: [UInt8]? {
        let requestID: String? = if case .request(let id) = correlation { id } else { nil }
        let header = Header(
            entityID: entityID, acsURL: acsURL, identityProvider: identityProvider,
            certificates: certificates.map { Data($0) }, weaknesses: weaknesses, expectations: expectations,
            requestID: requestID, skew: skew, now: now)
        guard let json = try? JSONEncoder().encode(header),
            4 + json.count + response.count <= Self.sizeLimit
        else { return nil }
        let count = UInt32(json.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + json + response
    }

    /// The request that ``encoded`` gave these octets; `nil` when there is none.
    public init?(encoded octets: [UInt8]) {
        guard octets.count >= 4, octets.count <= Self.sizeLimit else { return nil }
        let count = octets.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard count <= octets.count - 4,
            let header = try? JSONDecoder().decode(Header.self, from: Data(octets[4..<4 + count]))
        else { return nil }
        entityID = header.entityID
        acsURL = header.acsURL
        identityProvider = header.identityProvider
        certificates = header.certificates.map { [UInt8]($0) }
        weaknesses = header.weaknesses
        expectations = header.expectations
        correlation = header.requestID.map { .request(id: $0) } ?? .unsolicited
        skew = header.skew
        now = header.now
        response = [UInt8](octets[(4 + count)...])
    }

    /// Verifies the response, in this process.
    ///
    /// - Parameter decryptionKeys: those of this service provider; the request holds none.
    public func verify(decryptionKeys: [DecryptionKey] = []) -> Verification {
        // A certificate that cannot be used is no key; without any key the verifier refuses (SIG-01).
        let keys = certificates.prefix(8).compactMap { try? SigningKey(certificateDER: $0) }
        let verifier = Verifier(
            relyingParty: RelyingParty(
                entityID: entityID, acsURL: acsURL, decryptionKeys: decryptionKeys),
            identityProvider: TrustedIdentityProvider(
                entityID: identityProvider, signingKeys: keys, weaknesses: weaknesses),
            expectations: expectations, skew: skew)
        return verifier.verify(base64: response, correlation: correlation, at: now)
    }
}
