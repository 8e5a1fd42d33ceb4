internal import Foundation
internal import Helper
internal import Policy
internal import SAML

/// The checklist of one response, and the identity in it when every rule holds.
struct AssertionReport: Report {
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
            UnixTime(seconds: seconds).iso8601
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

    /// The time at which the response would not be too old.
    let ownTime: String?

    /// - Parameters:
    ///   - surroundings: what the command knows of the response beside the verification.
    ///   - isBrief: whether people are shown only what fails or needs a look.
    init(
        _ verification: Verification, _ surroundings: Surroundings, isBrief: Bool = false,
        isColoured colours: Colours
    ) {
        var rules = verification.results.map {
            Line(
                $0, isRequestKnown: surroundings.isRequestKnown,
                signatureAdvice: surroundings.signatureAdvice)
        }
        if let objection = surroundings.objection {
            let index = rules.firstIndex { $0.code == objection.rule }
            let line = Line(
                objection, text: index.map { rules[$0].text } ?? "a login finds one e-mail address",
                isHost: surroundings.isHost)
            if let index { rules[index] = line } else { rules.append(line) }
        }
        if let use = surroundings.use { rules.append(Line(use)) }
        self.rules = rules
        reason = rules.first { $0.status == .fail }
        identity = reason == nil ? verification.assertion.map(Identity.init) : nil
        let isOld = rules.contains { $0.status == .fail && Self.datedRules.contains($0.code) }
        ownTime = isOld ? surroundings.ownTime : nil
        self.isBrief = isBrief
        self.colours = colours
    }

    /// What the command knows of a response beside its verification.
    struct Surroundings {
        /// Whether the request, or that there was none, was given rather than taken from the response.
        let isRequestKnown: Bool
        /// Whether the response is judged as this host would.
        let isHost: Bool
        /// What a login would object to.
        var objection: LoginReading.Objection?
        /// Whether the response was used before; `nil` when nobody asked the store, or it knows nothing of it.
        var use: EarlierUse?
        /// What the certificates in the message say about its signature.
        var signatureAdvice: String?
        /// When the response says it was issued, if that is not the time it is judged by.
        var ownTime: String?
    }

    /// The rules that an old recording breaks.
    private static let datedRules = [RuleCode.resp02, .asrt06, .asrt10, .asrt14, .asrt16].map(\.rawValue)

    var isVerbatim: Bool { true }
    var status: ExitStatus { identity == nil ? .no : .yes }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(identity == nil ? "rejected" : "accepted", forKey: .verdict)
        try container.encode(reason?.code, forKey: .reason)
        try container.encode(rules, forKey: .rules)
        try container.encode(identity, forKey: .identity)
    }

    var text: String {
        let shown = rules.filter { isBrief ? $0.status == .fail || $0.status == .warn : !$0.isNotReached }
        let unreached = isBrief ? 0 : rules.count(where: \.isNotReached)
        let rest =
            unreached == 0
            ? []
            : [
                colours.word(.notApplicable)
                    + " \(unreached) rule\(unreached == 1 ? " was" : "s were") not reached"
            ]
        return (shown.flatMap(lines) + rest + (shown.isEmpty ? [] : [""]) + conclusion)
            .joined(separator: "\n")
    }

    private func lines(_ rule: Line) -> [String] {
        let code = rule.code.padding(toLength: 9, withPad: " ", startingAt: 0)
        let shown = "\(colours.word(rule.status)) \(code) \(rule.text)"
        let indent = String(repeating: " ", count: 16)
        switch rule.status {
        case .fail: return [shown] + explanation(of: rule, indent: indent)
        case .warn: return [shown, indent + rule.detail]
        case .pass, .notApplicable:
            let room = colours.columns.map { $0 - indent.count - rule.text.count - 2 }
            let detail = rule.detail.fitting(room)
            return [detail.isEmpty ? shown : shown + colours.faint(": " + detail)]
        }
    }

    /// The values that were compared, and what to do.
    private func explanation(of rule: Line, indent: String) -> [String] {
        (Comparison(expected: rule.expected, found: rule.found).lines(colours)
            + (rule.advice.map { [Comparison.label(of: "do") + $0] } ?? []))
            .map { indent + $0 }
    }

    private var conclusion: [String] {
        guard let identity else {
            guard let reason else { return [colours.bad("Rejected") + ": there is no assertion."] }
            let others = rules.count { $0.status == .fail } - 1
            return [
                colours.bad("Rejected") + ": \(reason.code) (\(reason.text))"
                    + (others > 0 ? " and \(others) more." : ".")
            ]
                + (isBrief ? [] : explanation(of: reason, indent: "  "))
                + (ownTime.map { ["  An old recording? Judge it by its own time: --at \($0)"] } ?? [])
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

extension String {
    /// As much of the text as fits into so many columns, `nil` being any number; nothing where hardly anything does.
    fileprivate func fitting(_ columns: Int?) -> String {
        guard let columns, count > columns else { return self }
        return columns < 12 ? "" : prefix(columns - 1) + "…"
    }
}
