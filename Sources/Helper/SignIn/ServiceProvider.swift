internal import Policy
internal import Store

/// The SAML side of a sign-in: what goes to the identity provider, and what its answer is worth.
struct ServiceProvider: Sendable {
    /// Makes an AuthnRequest and the address that carries it. Throws when the provider's sign-in URL cannot carry one.
    let request:
        @Sendable (_ provider: IdentityProvider, _ relayState: String, _ now: UnixTime) throws(Rejection) ->
            Departure
    /// Judges a response, base64 as it was posted, that has to answer the request; with nil, no request at all.
    let check:
        @Sendable (
            _ response: [UInt8], _ requestID: String?, _ provider: IdentityProvider, _ now: UnixTime
        ) async throws(Rejection) -> Arrival

    /// Where a browser is sent.
    struct Departure: Sendable {
        /// ID of the AuthnRequest.
        let requestID: String
        /// The identity provider's address with the request in it.
        let location: String
    }

    /// A response that holds.
    struct Arrival: Sendable {
        /// Who it names.
        let person: AssertedPerson
        /// What makes it usable once.
        let used: UsedAssertion
        /// Whose keys it was verified with, as they were configured then.
        let verifiedBy: IdentityProvider
        /// What a person should look at although every rule holds; for the log.
        var warnings: [String] = []
    }

    /// Why there is no request, or why a response is worth nothing.
    struct Rejection: Error, Hashable, Sendable {
        /// Code of the SAML rule.
        let rule: String
        /// Found and expected values, for the audit log.
        let detail: String
        /// What the person can do about it.
        let sentence: String

        init(
            rule: String, detail: String,
            sentence: String =
                "The identity provider's answer was not accepted. Start again in your terminal."
        ) {
            self.rule = rule
            self.detail = detail
            self.sentence = sentence
        }
    }
}
