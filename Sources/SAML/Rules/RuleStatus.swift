/// How one rule came out.
public enum RuleStatus: String, Sendable, Encodable {
    /// The rule holds.
    case pass
    /// The rule is broken: the message is refused.
    case fail
    /// The rule holds, but a person should look at what was found.
    case warn
    /// The rule has nothing to judge in this message, or an earlier failure left nothing that can be judged
    /// safely.
    case notApplicable
}
