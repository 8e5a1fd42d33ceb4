/// What came of verifying one response: the checklist, and the assertion when every rule holds.
public struct Verification: Sendable {
    /// Every rule, in the order in which it was judged.
    public let results: [RuleResult]
    /// The first rule that failed.
    public let reason: RuleResult?
    /// What the identity provider says about the person; `nil` whenever ``reason`` is not.
    public let assertion: VerifiedAssertion?

    /// - Parameter assertion: made only when no rule failed.
    init(results: [RuleResult], assertion: () -> VerifiedAssertion?) {
        var results = results
        var verified: VerifiedAssertion?
        if !results.hasFailure {
            verified = assertion()
            if verified == nil {
                let finding = Finding.fail(expected: "an assertion", found: "none that can be read whole")
                results.append(RuleResult(code: .see01, text: "an assertion was read", finding: finding))
            }
        }
        self.results = results
        self.assertion = verified
        reason = results.first { $0.status == .fail }
    }
}
