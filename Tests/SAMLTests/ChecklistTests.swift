import Testing

@testable import SAML

/// What of a message may reach a log: the lines of its checklist.
@Suite struct ChecklistTests {
    /// More than any value that is compared, less than any assertion.
    private static let bound = 600

    private func judge(_ results: [RuleResult], _ what: String) {
        for result in results {
            for value in [result.expected, result.found].compactMap({ $0 }) {
                #expect(value.count <= Self.bound, "\(what): \(result.code.rawValue)")
                #expect(!value.contains("<saml"), "\(what): \(result.code.rawValue)")
                #expect(value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
            }
        }
    }

    @Test(arguments: brokenRules)
    func noLineHoldsMoreThanTwoValues(row: BrokenRule) {
        judge(row.judge(row.xml()).results, row.what)
    }

    @Test func valuesAsLongAsAnAssertionAreCut() {
        let long = String(repeating: "\u{1F512}x", count: 5_000)
        let places: [(String, String)] = [
            ("https://sp.example.org/saml/acs", long), ("status:Success", long), ("alice-7f3a", long),
            ("<saml:Audience>", "<saml:Audience>" + long), ("Name=\"email\"", "Name=\"" + long + "\""),
            ("nameid-format:persistent", long), ("11:59:57Z", long), ("cm:bearer", long),
            ("alice@example.com", long), ("<saml:Subject>", "<saml:Subject x=\"\"><x>" + long + "</x>"),
        ]
        for (old, new) in places {
            let verification = ResponseFixture.verify(ResponseFixture().replacing(old, new).signed)
            #expect(!verification.results.isEmpty)
            judge(verification.results, old)
        }
    }
}
