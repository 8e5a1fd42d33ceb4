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

        /// The line about earlier use (RPL-01), which is the store's to judge.
        init(isReplay: Bool) {
            code = RuleCode.rpl01.rawValue
            status = isReplay ? .fail : .pass
            text = "the response was not used before"
            expected = isReplay ? "an ID that was never used" : nil
            found = isReplay ? "one that was used before" : "used up now"
            detail =
                isReplay
                ? "expected an ID that was never used, found one that was used before" : "used up now"
        }

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

    let reason: Line?
    let rules: [Line]
    let identity: Identity?
    let isBrief: Bool
    let colours: Colours

    /// - Parameters:
    ///   - isRequestKnown: whether the request, or that there was none, was given rather than taken from the response.
    ///   - isReplay: whether the response was used before; `nil` when nobody asked the store.
    ///   - isBrief: whether people are shown only what fails or needs a look.
    init(
        _ verification: Verification, isRequestKnown: Bool, isReplay: Bool? = nil, isBrief: Bool = false,
        isColoured colours: Colours
    ) {
        var rules = verification.results.map { Line($0, isRequestKnown: isRequestKnown) }
        if let isReplay { rules.append(Line(isReplay: isReplay)) }
        self.rules = rules
        reason = rules.first { $0.status == .fail }
        identity = reason == nil ? verification.assertion.map(Identity.init) : nil
        self.isBrief = isBrief
        self.colours = colours
    }

    var status: ExitStatus { identity == nil ? .no : .yes }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(identity == nil ? "rejected" : "accepted", forKey: .verdict)
        try container.encode(reason?.code, forKey: .reason)
        try container.encode(rules, forKey: .rules)
        try container.encode(identity, forKey: .identity)
    }

    var text: String {
        let shown = isBrief ? rules.filter { $0.status == .fail || $0.status == .warn } : rules
        return (shown.flatMap(lines) + (shown.isEmpty ? [] : [""]) + conclusion).joined(separator: "\n")
    }

    private func lines(_ rule: Line) -> [String] {
        let code = rule.code.padding(toLength: 9, withPad: " ", startingAt: 0)
        let shown = "\(colours.word(rule.status)) \(code) \(rule.text)"
        let indent = String(repeating: " ", count: 16)
        switch rule.status {
        case .fail:
            return [shown]
                + Comparison(expected: rule.expected, found: rule.found).lines(colours).map { indent + $0 }
        case .warn: return [shown, indent + rule.detail]
        case .pass, .notApplicable:
            return [rule.detail.isEmpty ? shown : shown + colours.faint(": " + rule.detail)]
        }
    }

    private var conclusion: [String] {
        guard let identity else {
            guard let reason else { return [colours.bad("Rejected") + ": there is no assertion."] }
            let others = rules.count { $0.status == .fail } - 1
            return [
                colours.bad("Rejected") + ": \(reason.code) (\(reason.text))"
                    + (others > 0 ? " and \(others) more." : ".")
            ]
                + (isBrief
                    ? []
                    : Comparison(expected: reason.expected, found: reason.found).lines(colours).map {
                        "  " + $0
                    })
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
        let warnings = rules.count { $0.status == .warn }
        let look = warnings == 0 ? "" : ", with \(warnings) warning\(warnings == 1 ? "" : "s") to look at"
        return [colours.good("Accepted") + look + "."] + table(fields, indent: "  ")
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
