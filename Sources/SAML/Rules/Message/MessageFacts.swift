/// What the message rules judge: the message, whether its outer part is signed, and what it is held against.
///
/// A class, for it is handed to every rule and has much to copy.
final class MessageFacts {
    let response: ResponseReading
    let isResponseSigned: Bool
    let relyingParty: RelyingParty
    let identityProvider: TrustedIdentityProvider
    let expectations: Expectations
    let correlation: Correlation
    let skew: Int64
    let now: Int64

    init(
        response: ResponseReading, isResponseSigned: Bool, relyingParty: RelyingParty,
        identityProvider: TrustedIdentityProvider, expectations: Expectations, correlation: Correlation,
        skew: Int64, now: Int64
    ) {
        self.response = response
        self.isResponseSigned = isResponseSigned
        self.relyingParty = relyingParty
        self.identityProvider = identityProvider
        self.expectations = expectations
        self.correlation = correlation
        self.skew = skew
        self.now = now
    }

    var entityID: String { identityProvider.entityID }

    /// The ID of the request this message must answer.
    var requestID: String? {
        if case .request(let id) = correlation { id } else { nil }
    }

    /// Whether now is at or after `instant`, clocks being off by the skew.
    func isReached(_ instant: Int64) -> Bool { instant <= now + skew }

    /// Whether now is before `end`, clocks being off by the skew.
    func isBefore(_ end: Int64) -> Bool { now < end + skew }

    var nowText: String { CalendarInstant.format(now) + " +/- \(skew) s" }
}
