/// The families that judge what a message says, in the order of the checklist.
enum MessageRules {
    /// Appends a line for each of their rules.
    /// - Parameters:
    ///   - facts: the message; `nil` when there is none that could be read.
    ///   - assertion: the same with its assertion, when it has one.
    static func judge(_ facts: MessageFacts?, _ assertion: AssertionFacts?, into results: inout [RuleResult])
    {
        results.append(TimeRules.list, for: facts)
        let dates = facts.map { $0.response.dates + (assertion?.assertion.dates ?? []) }
        results.append([TimeRules.dates], for: dates)
        results.append(ResponseRules.list, for: facts)
        results.append(AssertionRules.list, for: assertion)
        let confirmation = assertion.flatMap { facts in facts.confirmation.map { (facts.message, $0) } }
        results.append(ConfirmationRules.list, for: confirmation)
        results.append(ConfirmationRules.binding, for: confirmation)
        results.append(AssertionRules.conditions, for: assertion)
        let name = assertion.flatMap { facts in facts.assertion.names.first.map { (facts.message, $0) } }
        results.append(NameIDRules.list, for: name)
        results.append(AttributeRules.list, for: assertion.map(AttributeFacts.init))
        results.append(GrammarRules.list, for: facts.map { ($0.response, assertion?.assertion) })
    }
}
