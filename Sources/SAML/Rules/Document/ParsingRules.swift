/// The PARSE family but for the grammar. The parser enforces it and stops at the first broken rule, so a document
/// exists only when all hold.
enum ParsingRules {
    /// The rules in the order in which the parser gets to them: those of one step are checked together.
    private static let steps: [[(code: RuleCode, text: String)]] = [
        [(.parse02, "strict base64")],
        [(.parse01, "size is bounded")],
        [(.parse03, "UTF-8 and XML 1.0")],
        [
            (.parse04, "no document type, no entity"),
            (.parse08, "no comment, no processing instruction"),
        ],
        [
            (.parse05, "parser without network, entities and recovery"),
            (.parse06, "the parser has nothing to complain about"),
            (.parse07, "namespace names are absolute"),
            (.parse12, "exactly one root element"),
        ],
        [
            (.parse09, "no CDATA in values that are read"),
            (.parse10, "depth, elements, attributes, namespaces and text are bounded"),
            (.parse15, "SAML attributes have no namespace"),
            (.parse16, "every ID is a name and unique"),
            (.parse17, "no xml:base, xsi:type or xsi:nil on SAML elements"),
        ],
        [
            (.parse11, "one parser, one tree: nothing is written out and read again but what was signed"),
            (.parse13, "elements are told apart by namespace and local name alone"),
        ],
    ]

    /// The family's lines of the checklist.
    /// - Parameters:
    ///   - refusal: the broken rule, or `nil` when there is a document.
    ///   - isEncoded: whether the input was base64.
    static func results(refusal: ParseRefusal?, isEncoded: Bool) -> [RuleResult] {
        var results: [RuleResult] = []
        var reached = true
        for step in steps {
            let broken = refusal.flatMap { refusal in
                step.contains { $0.code == refusal.code } ? refusal : nil
            }
            for rule in step {
                let finding: Finding
                if let broken, broken.code == rule.code {
                    finding = .fail(expected: broken.expected, found: broken.found)
                } else if !reached || broken != nil {
                    finding = .notReached
                } else if rule.code == .parse02 && !isEncoded {
                    finding = .notApplicable("the input is XML")
                } else {
                    finding = .pass
                }
                results.append(RuleResult(code: rule.code, text: rule.text, finding: finding))
            }
            if broken != nil { reached = false }
        }
        return results
    }
}
