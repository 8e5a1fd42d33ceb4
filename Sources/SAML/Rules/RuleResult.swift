/// One line of the checklist: a rule, how it came out, and the two values that were compared.
///
/// `expected` and `found` are byte-exact, but for characters that could disturb a terminal or a log: those
/// stand as `\u{…}`, and what is longer than 512 characters is cut and says so.
public struct RuleResult: Sendable, Equatable {
    /// The rule.
    public let code: RuleCode
    /// What the rule asks for, in a few words.
    public let text: String
    /// How it came out.
    public let status: RuleStatus
    /// The value that would have been right, where there is one.
    public let expected: String?
    /// The value that the message holds, or what was noticed.
    public let found: String?

    init(code: RuleCode, text: String, finding: Finding) {
        self.code = code
        self.text = text
        status = finding.status
        expected = finding.expected.map(printable)
        found = finding.found.map(printable)
    }
}
