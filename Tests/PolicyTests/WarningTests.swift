import Testing

@testable import Policy

@Suite struct WarningTests {
    private func facts(_ subject: Subject, absence: Int64 = 0) -> Facts {
        var facts = Given.facts(subject)
        facts.endangered = Facts.Claim(
            domain: DomainName("other.example")!, state: .grace, since: Given.now, absence: absence)
        return facts
    }

    @Test func `owners and admins are warned of any domain that is about to lapse`() {
        for subject in [Given.owner, Given.admin] {
            #expect(
                Message.warning(facts(subject)) == """
                    Warning: other.example unverifies in 7 days. Its DNS record is missing.
                    Run: gatehouse domain explain other.example
                    """)
        }
    }

    @Test func `nobody else is, and nobody without need`() {
        #expect(Message.warning(facts(Given.member)) == nil)
        #expect(Message.warning(facts(.unknown)) == nil)
        #expect(Message.warning(facts(.unmanaged)) == nil)
        #expect(Message.warning(facts(.member(role: .owner, status: .suspended, account: .local))) == nil)
        #expect(Message.warning(Given.facts(Given.owner)) == nil)
    }

    @Test(
        arguments: [
            (0, "in 7 days"), (1, "in 7 days"), (86_400, "in 6 days"), (6 * 86_400 - 1, "in 2 days"),
            (6 * 86_400, "in 1 day"), (7 * 86_400 - 1, "in 1 day"), (7 * 86_400, "at the next check"),
            (9 * 86_400, "at the next check"),
        ] as [(Int64, String)])
    func `the days are those that are left to be observed, rounded up`(absence: Int64, words: String) {
        let warning = Message.warning(facts(Given.owner, absence: absence)) ?? ""
        #expect(warning.hasPrefix("Warning: other.example unverifies \(words)."))
    }

    @Test func `a long name does not make a line of more than 80 columns`() {
        var facts = facts(Given.owner)
        let name = DomainName("a-rather-long-name-of-a-company.and-one-of-its-many-places.example")!
        facts.endangered?.domain = name
        #expect(Message.warning(facts)?.split(separator: "\n").count == 3)
    }
}
