/// ``MessageFacts`` with the assertion of the message.
final class AssertionFacts {
    /// More confirmations than this are refused unread.
    static let confirmationLimit = 8

    let message: MessageFacts
    let assertion: AssertionReading

    /// The bearer confirmation that decides: the first that holds in every respect, else the first there is.
    let confirmation: AssertionReading.Confirmation?

    init(message: MessageFacts, assertion: AssertionReading) {
        self.message = message
        self.assertion = assertion
        let bearers = assertion.confirmations.prefix(Self.confirmationLimit).filter(\.isBearer)
        confirmation =
            bearers.first { bearer in
                ConfirmationRules.list.allSatisfy { $0.check((message, bearer)).status != .fail }
            } ?? bearers.first
    }
}
