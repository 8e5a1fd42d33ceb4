internal import SAML

/// What a response says, as a tree of facts.
struct InspectReport: Report {
    static let banner = "UNVERIFIED: what follows is what the response says. Anybody may have written it."

    let facts: [Fact]
    let suggestion: String?
    let refusal: UnverifiedContent.Refusal?
    let colours: Colours

    private enum Key: String, CodingKey {
        case trust, content, refused, suggestion, code, expected, found
    }

    var isVerbatim: Bool { true }
    var status: ExitStatus { refusal == nil ? .yes : .no }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("UNVERIFIED", forKey: .trust)
        try container.encode(refusal == nil ? Fact.Object(facts: facts) : nil, forKey: .content)
        try container.encode(suggestion, forKey: .suggestion)
        guard let refusal else { return try container.encodeNil(forKey: .refused) }
        var refused = container.nestedContainer(keyedBy: Key.self, forKey: .refused)
        try refused.encode(refusal.code.rawValue, forKey: .code)
        try refused.encode(refusal.expected, forKey: .expected)
        try refused.encode(refusal.found, forKey: .found)
    }

    var text: String {
        if let refusal {
            let comparison = Comparison(expected: refusal.expected, found: refusal.found)
            return
                ([
                    colours.bad("Refused") + ": \(refusal.code.rawValue). "
                        + "A document that breaks this rule is not looked at, and never repaired."
                ] + comparison.lines(colours).map { "  " + $0 }).joined(separator: "\n")
        }
        let hint = suggestion.map {
            [
                "", "To verify it, put in what you know; the values here are the response's own claims:", "",
                $0,
            ]
        }
        return ([colours.warning(Self.banner), ""] + Fact.lines(facts, colours) + (hint ?? []))
            .joined(separator: "\n")
    }
}
