internal import Foundation
internal import SAML

/// The checklist of one response, and the identity in it when every rule holds.
struct AssertionReport: Report {
    /// One rule of the checklist.
    struct Line: Encodable {
        let code: String
        let status: RuleStatus
        /// What was found, or what was expected and found.
        let detail: String
        @OrNull var expected: String?
        @OrNull var found: String?
        /// What the rule asks for.
        let text: String

        init(_ result: RuleResult, isRequestKnown: Bool) {
            // Nobody said which request was sent: what the response claims was only compared with itself.
            let isUnjudged = !isRequestKnown && (result.code == .resp06 || result.code == .asrt08)
            let isWarning = isUnjudged && result.status == .pass
            code = result.code.rawValue
            status = isWarning ? .warn : result.status
            expected = result.expected
            found = result.found
            text = result.text
            detail =
                if isWarning {
                    "\(result.found ?? ""): compared with nothing, give --request-id or --unsolicited"
                } else if let expected = result.expected {
                    "expected \(expected), found \(result.found ?? "nothing")"
                } else {
                    result.found ?? ""
                }
        }
    }

    /// Who signed in. There only when the response is accepted.
    struct Identity: Encodable {
        let nameId: String
        @OrNull var nameIdFormat: String?
        let issuer: String
        let attributes: [String: [String]]
        let authnInstant: String
        @OrNull var sessionIndex: String?
        @OrNull var sessionNotOnOrAfter: String?

        init(_ assertion: VerifiedAssertion) {
            nameId = assertion.nameID.value
            nameIdFormat = assertion.nameID.format
            issuer = assertion.issuer
            attributes = Dictionary(assertion.attributes.map { ($0.name, $0.values) }, uniquingKeysWith: +)
            authnInstant = Self.text(assertion.authnInstant)
            sessionIndex = assertion.sessionIndex
            sessionNotOnOrAfter = assertion.sessionNotOnOrAfter.map(Self.text)
        }

        private static func text(_ seconds: Int64) -> String {
            Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
        }
    }

    private enum Key: String, CodingKey {
        case verdict, reason, rules, identity
    }

    let reason: RuleResult?
    let rules: [Line]
    let identity: Identity?
    let colours: Colours

    /// - Parameter isRequestKnown: whether the request, or that there was none, was given rather than taken
    ///   from the response.
    init(_ verification: Verification, isRequestKnown: Bool, isColoured colours: Colours) {
        reason = verification.reason
        rules = verification.results.map { Line($0, isRequestKnown: isRequestKnown) }
        identity = verification.assertion.map(Identity.init)
        self.colours = colours
    }

    var status: ExitStatus { identity == nil ? .no : .yes }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(identity == nil ? "rejected" : "accepted", forKey: .verdict)
        try container.encode(reason?.code.rawValue, forKey: .reason)
        try container.encode(rules, forKey: .rules)
        try container.encode(identity, forKey: .identity)
    }

    var text: String {
        (rules.flatMap(lines) + [""] + conclusion).joined(separator: "\n")
    }

    private func lines(_ rule: Line) -> [String] {
        let code = rule.code.padding(toLength: 9, withPad: " ", startingAt: 0)
        let shown = "\(colours.word(rule.status)) \(code) \(rule.text)"
        let indent = String(repeating: " ", count: 15)
        switch rule.status {
        case .fail:
            return [
                shown, "\(indent)expected  \(rule.expected ?? "nothing")",
                "\(indent)found     \(rule.found ?? "nothing")",
            ]
        case .warn: return [shown, indent + rule.detail]
        case .pass, .notApplicable: return [rule.detail.isEmpty ? shown : shown + ": " + rule.detail]
        }
    }

    private var conclusion: [String] {
        guard let identity else {
            let why = reason.map { "\($0.code.rawValue) (\($0.text))" } ?? "no assertion"
            let others = rules.count { $0.status == .fail } - 1
            return [colours.bad("Rejected") + ": \(why)" + (others > 0 ? " and \(others) more." : ".")]
        }
        let optional = [
            ("name format", identity.nameIdFormat), ("session", identity.sessionIndex),
            ("session ends", identity.sessionNotOnOrAfter),
        ]
        let fields =
            [("name", identity.nameId), ("issuer", identity.issuer), ("signed in", identity.authnInstant)]
            + optional.compactMap { label, value in value.map { (label, $0) } }
        let attributes = identity.attributes.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value.joined(separator: ", ")) }
        return [colours.good("Accepted") + "."] + table(fields, indent: "  ")
            + (attributes.isEmpty ? [] : ["  attributes"]) + table(attributes, indent: "    ")
    }

    private func table(_ rows: [(label: String, value: String)], indent: String) -> [String] {
        let labels = rows.map { printable($0.label) }
        let width = labels.map(\.count).max() ?? 0
        return zip(labels, rows).map { label, row in
            indent + label.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + printable(row.value)
        }
    }
}
