internal import Policy
internal import SAML
internal import Store

extension ServiceProvider {
    /// The real one.
    ///
    /// - Parameters:
    ///   - relyingParty: this host as identity providers know it.
    ///   - signingKey: signs the requests; nil sends them unsigned.
    static func saml(
        _ relyingParty: RelyingParty, signingKey: PrivateKey?, random: RandomSource
    ) -> ServiceProvider {
        // A response is as slow as its sender likes, within bounds; one at a time holds up other responses alone.
        let verification = OwnThread(name: "response verification")
        return ServiceProvider(
            request: { (provider, relayState, now) throws(Rejection) in
                try request(
                    to: provider, from: relyingParty, signedBy: signingKey, relayState, at: now, random)
            },
            check: { (response, requestID, provider, now) async throws(Rejection) in
                try await verification.run { () throws(Rejection) in
                    try check(response, answering: requestID, from: provider, for: relyingParty, at: now)
                }
            })
    }

    private static func request(
        to provider: IdentityProvider, from relyingParty: RelyingParty, signedBy key: PrivateKey?,
        _ relayState: String, at now: UnixTime, _ random: RandomSource
    ) throws(Rejection) -> Departure {
        var bits = RandomBits(source: random)
        let request = AuthnRequest(
            id: AuthnRequest.newID(random: &bits), issueInstant: now.seconds, destination: provider.signInURL,
            issuer: relyingParty.entityID, acsURL: relyingParty.acsURL)
        do {
            let location = try request.redirectURL(relayState: relayState, signedBy: key)
            return Departure(requestID: request.id, location: location)
        } catch {
            throw Rejection(
                rule: "META-08", detail: error.description,
                sentence: "Single sign-on isn't set up correctly. Ask an owner of your organisation.")
        }
    }

    private static func check(
        _ response: [UInt8], answering requestID: String, from provider: IdentityProvider,
        for relyingParty: RelyingParty, at now: UnixTime
    ) throws(Rejection) -> Arrival {
        // A certificate that cannot be used is no key; without any key the verifier refuses (SIG-01).
        let keys = provider.certificates.prefix(8).compactMap { try? SigningKey(certificateDER: $0.der) }
        let verifier = Verifier(
            relyingParty: relyingParty,
            identityProvider: TrustedIdentityProvider(entityID: provider.entityID, signingKeys: keys),
            skew: 60)
        let verification = verifier.verify(
            base64: response, correlation: .request(id: requestID), at: now.seconds)
        guard let assertion = verification.assertion else {
            guard let reason = verification.reason else {
                throw Rejection(rule: "SEE-01", detail: "no assertion and no reason")
            }
            var detail = reason.text
            if let expected = reason.expected { detail += "; expected " + expected }
            if let found = reason.found { detail += "; found " + found }
            throw Rejection(rule: reason.code.rawValue, detail: detail)
        }
        return Arrival(
            person: try AssertedPerson(assertion),
            used: UsedAssertion(
                responseID: assertion.responseID, assertionID: assertion.assertionID,
                expiresAt: UnixTime(seconds: assertion.expiresAt)),
            verifiedBy: provider)
    }
}

/// A source of bytes as the standard library's kind of generator.
private struct RandomBits: RandomNumberGenerator {
    let source: RandomSource

    mutating func next() -> UInt64 {
        source.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
