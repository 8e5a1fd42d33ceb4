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

    static let nothingEncrypted = Finding.notApplicable("nothing is encrypted")

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
