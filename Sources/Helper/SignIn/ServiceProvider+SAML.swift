internal import Isolation
internal import Policy
internal import SAML
internal import Store

extension ServiceProvider {
    /// The real one.
    ///
    /// - Parameters:
    ///   - relyingParty: this host as identity providers know it.
    ///   - signingKey: signs the requests; nil sends them unsigned.
    ///   - verifiers: the processes that verify responses, one for each (OPS-03).
    static func saml(
        _ relyingParty: RelyingParty, signingKey: PrivateKey?, random: RandomSource, verifiers: WorkerPool
    ) -> ServiceProvider {
        ServiceProvider(
            request: { (provider, relayState, now) throws(Rejection) in
                try request(
                    to: provider, from: relyingParty, signedBy: signingKey, relayState, at: now, random)
            },
            check: { (response, requestID, provider, now) async throws(Rejection) in
                let request = VerificationRequest(
                    relyingParty: relyingParty, identityProvider: provider.entityID,
                    certificates: provider.certificates.prefix(8).map(\.der),
                    weaknesses: Set(provider.weaknesses(at: now).compactMap(Weakness.init)),
                    correlation: requestID.map { .request(id: $0) } ?? .unsolicited, at: now.seconds,
                    response: response)
                return try arrival(await answer(to: request, by: verifiers), from: provider)
            })
    }

    private static func request(
        to provider: IdentityProvider, from relyingParty: RelyingParty, signedBy key: PrivateKey?,
        _ relayState: String, at now: UnixTime, _ random: RandomSource
    ) throws(Rejection) -> Departure {
        var random = random
        let request = AuthnRequest(
            id: AuthnRequest.newID(random: &random), issueInstant: now.seconds,
            destination: provider.signInURL,
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

    /// What came of verifying a response in a process of its own. One that gives no whole answer is refused.
    private static func answer(
        to request: VerificationRequest, by verifiers: WorkerPool
    ) async throws(Rejection) -> VerificationAnswer {
        guard let octets = request.encoded else {
            throw Rejection(rule: "PARSE-01", detail: "the response is longer than any that is looked at")
        }
        do throws(WorkerFailure) {
            if let answer = VerificationAnswer(encoded: try await verifiers.answer(to: octets), to: request) {
                return answer
            }
        } catch .busy {
            throw Rejection(
                rule: "OPS-03", detail: "\(WorkerFailure.busy)",
                sentence:
                    "Too many people are signing in right now. Start again in your terminal in a minute.")
        } catch {
            throw Rejection(rule: "OPS-03", detail: "\(error)")
        }
        throw Rejection(rule: "OPS-03", detail: "the worker ended as it should, but its answer is none")
    }

    private static func arrival(
        _ answer: VerificationAnswer, from provider: IdentityProvider
    ) throws(Rejection) -> Arrival {
        guard let assertion = answer.assertion else {
            guard let reason = answer.reason else {
                throw Rejection(rule: "SEE-01", detail: "no assertion and no reason")
            }
            throw Rejection(reason, detail: detail(reason))
        }
        return Arrival(
            person: try AssertedPerson(assertion),
            used: UsedAssertion(
                responseID: assertion.responseID, assertionID: assertion.assertionID,
                expiresAt: UnixTime(seconds: assertion.expiresAt)),
            verifiedBy: provider, warnings: answer.warnings.map { $0.code.rawValue + " " + detail($0) })
    }

    private static func detail(_ result: RuleResult) -> String {
        var detail = result.text
        if let expected = result.expected { detail += "; expected " + expected }
        if let found = result.found { detail += "; found " + found }
        return detail
    }
}
