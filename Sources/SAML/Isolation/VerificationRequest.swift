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

extension VerificationRequest: Carried {
    func write(to octets: inout [UInt8]) {
        entityID.write(to: &octets)
        acsURL.write(to: &octets)
        identityProvider.write(to: &octets)
        certificates.write(to: &octets)
        Array(weaknesses).write(to: &octets)
        expectations.write(to: &octets)
        let requestID: String? = if case .request(let id) = correlation { id } else { nil }
        requestID.write(to: &octets)
        skew.write(to: &octets)
        now.write(to: &octets)
        response.write(to: &octets)
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        entityID = try String(from: &octets)
        acsURL = try String(from: &octets)
        identityProvider = try String(from: &octets)
        certificates = try [[UInt8]](from: &octets)
        weaknesses = Set(try [Weakness](from: &octets))
        expectations = try Expectations(from: &octets)
        correlation = try String?(from: &octets).map { .request(id: $0) } ?? .unsolicited
        skew = try Int64(from: &octets)
        now = try Int64(from: &octets)
        response = try [UInt8](from: &octets)
    }
}

extension Expectations: Carried {
    func write(to octets: inout [UInt8]) {
        nameIDFormats.write(to: &octets)
        emailDomains.write(to: &octets)
        authnContexts.write(to: &octets)
        clientAddress.write(to: &octets)
        signedInAfter.write(to: &octets)
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        nameIDFormats = try [String](from: &octets)
        emailDomains = try [String]?(from: &octets)
        authnContexts = try [String](from: &octets)
        clientAddress = try String?(from: &octets)
        signedInAfter = try Int64?(from: &octets)
    }
}

extension VerificationRequest {
    /// The request as octets; `nil` when it is longer than ``sizeLimit``.
    public var encoded: [UInt8]? {
        var octets: [UInt8] = []
        write(to: &octets)
        return octets.count <= Self.sizeLimit ? octets : nil
    }

    /// The request that ``encoded`` gave these octets; `nil` when there is none.
    public init?(encoded octets: [UInt8]) {
        guard octets.count <= Self.sizeLimit, let request = try? Self(wholeOf: octets) else { return nil }
        self = request
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
