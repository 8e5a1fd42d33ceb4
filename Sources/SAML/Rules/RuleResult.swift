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

/// What a check found, before it is tied to its rule.
struct Finding {
    let status: RuleStatus
    let expected: String?
    let found: String?

    private init(_ status: RuleStatus, expected: String?, found: String?) {
        self.status = status
        self.expected = expected
        self.found = found
    }

    static let pass = Finding(.pass, expected: nil, found: nil)
    static let notReached = Finding(
        .notApplicable, expected: nil, found: "not reached: an earlier rule failed")

    static func pass(_ found: String?) -> Finding { Finding(.pass, expected: nil, found: found) }
    static func warn(_ found: String) -> Finding { Finding(.warn, expected: nil, found: found) }
    /// A rule that does not hold, and need not for this identity provider.
    static func tolerated(_ found: String, by weakness: Weakness) -> Finding {
        .warn("\(found): allowed by the weakness \(weakness.rawValue)")
    }
    static func notApplicable(_ why: String) -> Finding { Finding(.notApplicable, expected: nil, found: why) }
    static func fail(expected: String?, found: String?) -> Finding {
        Finding(.fail, expected: expected, found: found)
    }

    /// Pass when `holds`, otherwise fail with both values.
    static func that(_ holds: Bool, expected: @autoclosure () -> String, found: @autoclosure () -> String?)
        -> Finding
    {
        holds ? .pass(found()) : .fail(expected: expected(), found: found() ?? "nothing")
    }

    /// Pass when `found` is there and is, byte for byte, `expected`.
    static func equal(_ found: String?, _ expected: String) -> Finding {
        guard let found, sameBytes(found, expected) else {
            return .fail(expected: expected, found: found ?? "nothing")
        }
        return .pass(found)
    }
}

/// Whether two identifiers are the same bytes. `String ==` would also accept canonically equivalent
/// spellings.
func sameBytes(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.utf8.span, right.utf8.span)
    guard left.count == right.count else { return false }
    for index in left.indices where left[index] != right[index] { return false }
    return true
}

/// Whether `value` is visible ASCII and blanks alone.
func isPlainText(_ value: String) -> Bool {
    let octets = value.utf8.span
    for index in octets.indices where octets[index] < 0x20 || octets[index] >= 0x7F { return false }
    return true
}

/// `value` with everything that could disturb a terminal or forge a log line spelled out, at most 512
/// characters.
public func printable(_ value: String) -> String {
    if value.utf8.count <= 512, isPlainText(value) { return value }
    var shown = ""
    var count = 0
    for scalar in value.unicodeScalars {
        if count == 512 { return shown + "… (cut, \(value.utf8.count) bytes)" }
        count += 1
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        default:
            shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}
