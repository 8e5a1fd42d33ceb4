import Policy
import Testing

@testable import Store

@Suite final class ClaimStoreTests {
    let temporary: TemporaryStore
    let store: Store
    let domain = DomainName("later.example")!

    init() throws {
        temporary = try TemporaryStore()
        store = try temporary.makeReady()
        try store.addClaim(on: domain, token: "later", at: at(0), firstCheck: at(60))
    }

    private func claim() throws -> DomainClaim { try #require(try store.claim(on: domain)) }

    private func record(_ number: Int64, outcome: UInt8 = 3) -> CheckRecord {
        CheckRecord(
            first: at(number), last: at(number + 1), count: number, outcome: outcome, isSecure: number == 1,
            isConfirmed: true, before: .verified, after: .grace, resolver: "192.0.2.1",
            detail: "number \(number)")
    }

    @Test func `a new claim is pending and first looked for when it was told`() throws {
        #expect(try claim().state == .pending)
        #expect(try claim().progress == ClaimProgress(nextCheck: at(60)))
        #expect(try claim().claimedAt == at(0))
    }

    @Test func `everything about a claim's life comes back as it was written`() throws {
        var changed = try claim()
        changed.state = .grace
        changed.stateSince = at(1)
        changed.progress.nextCheck = at(2)
        changed.progress.lastCheck = at(3)
        changed.progress.checks = 4
        changed.progress.absences = 5
        changed.progress.absenceSeconds = 6
        changed.progress.absenceLast = at(7)
        changed.progress.silenceSeconds = 8
        changed.progress.silenceLast = at(9)
        changed.progress.silentSince = at(10)
        changed.progress.boot = "a start"
        changed.progress.uptime = 11
        changed.progress.missingSince = at(12)
        try store.update(changed)
        #expect(try claim() == changed)
        #expect(try store.claim(id: changed.id) == changed)
        #expect(try store.claims().contains(changed))
        changed.progress = ClaimProgress(nextCheck: nil)
        try store.update(changed)
        #expect(try claim() == changed)
    }

    @Test func `a claim that is not there cannot be written`() throws {
        try store.connection.run("PRAGMA foreign_keys = OFF")
        let gone = try claim()
        try store.connection.run("DELETE FROM claim WHERE id = ?", [.integer(gone.id)])
        #expect(throws: StoreError.conflict) { try store.update(gone) }
    }

    @Test func `a name has one holder, whoever asks for it`() throws {
        let other = try store.createOrganisation(name: "Other", at: at(0))
        try store.addClaim(on: domain, of: other, token: "theirs", at: at(0), firstCheck: nil)
        var first = try claim()
        var second = try #require(try store.claim(on: domain, of: other))
        #expect(first.organisation == corp && second.organisation == other)
        first.state = .verified
        #expect(try store.isHeldByAnother(second) == false)
        try store.update(first)
        #expect(try store.isHeldByAnother(second))
        #expect(try store.isHeldByAnother(first) == false)
        for state in [ClaimState.verified, .grace] {
            second.state = state
            #expect(throws: StoreError.conflict) { try store.update(second) }
        }
        #expect(try store.claim(id: second.id)?.state == .pending)
        first.state = .lapsed
        try store.update(first)
        try store.update(second)
    }

    @Test func `those are due whose time has come, the longest waiting first`() throws {
        for (name, next) in [("a", 30), ("b", 10), ("c", 61)] as [(String, Int64)] {
            try store.addClaim(
                on: DomainName(name + ".example")!, token: name, at: at(0), firstCheck: at(next))
        }
        try store.addClaim(on: DomainName("never.example")!, token: "n", at: at(0), firstCheck: nil)
        try store.move(DomainName("corp.example")!, to: .withdrawn, at: at(0))
        var withdrawn = try #require(try store.claim(on: DomainName("corp.example")!))
        withdrawn.progress.nextCheck = nil
        try store.update(withdrawn)
        #expect(try store.dueClaims(at: at(9)).isEmpty)
        #expect(
            try store.dueClaims(at: at(60)).map { $0.domain?.description } == [
                "b.example", "a.example", "later.example",
            ])
        #expect(try store.dueClaims(at: at(61)).count == 4)
    }

    @Test func `ten thousand claims of one organisation leave another its turn, and first checks come first`()
        throws
    {
        let other = try store.createOrganisation(name: "Other", at: at(0))
        try store.transaction { () throws(StoreError) in
            for number in 0..<10_000 {
                try store.addClaim(
                    on: DomainName("dead\(number).example")!, token: "d\(number)", at: at(0),
                    firstCheck: at(0))
            }
            for name in ["again", "new"] {
                try store.addClaim(
                    on: DomainName(name + ".example")!, of: other, token: name, at: at(0), firstCheck: at(50))
            }
        }
        var again = try #require(try store.claim(on: DomainName("again.example")!, of: other))
        again.progress.nextCheck = at(1)
        again.progress.lastCheck = at(0)
        try store.update(again)
        let turns = try store.dueClaims(at: at(60)).prefix(5).map { $0.domain?.description }
        #expect(
            turns == ["dead0.example", "new.example", "dead1.example", "again.example", "dead2.example"])
    }

    @Test func `a clock that went back makes due what was planned for the other time`() throws {
        try store.move(DomainName("corp.example")!, to: .verified, at: at(0))
        var planned = try claim()
        planned.progress.nextCheck = at(80_000)
        planned.progress.lastCheck = at(70_000)
        try store.update(planned)
        func isDue(_ now: Int64) throws -> Bool {
            try store.dueClaims(at: at(now)).map(\.id).contains(planned.id)
        }
        #expect(try !isDue(79_999))
        #expect(try !isDue(70_000 - 3_600))
        #expect(try isDue(70_000 - 3_601))
        #expect(try isDue(-1_000_000))
        planned.progress.lastCheck = at(-7_000)
        try store.update(planned)
        #expect(try !isDue(80_000 - 86_400))
        #expect(try isDue(80_000 - 86_401))
    }

    @Test func `a claim that was made under a clock ahead of time is due at once, and only once`() throws {
        func isDue(_ now: Int64) throws -> Bool {
            try store.dueClaims(at: at(now)).map(\.domain).contains(domain)
        }
        #expect(try !isDue(-3_600))
        #expect(try isDue(-3_601))
        var checked = try claim()
        checked.progress.lastCheck = at(-3_601)
        checked.progress.nextCheck = at(-3_500)
        try store.update(checked)
        #expect(try !isDue(-3_601))
    }

    @Test func `what is due is found by an index`() throws {
        let plan = try store.connection.prepare(
            """
            EXPLAIN QUERY PLAN SELECT id, domain FROM claim WHERE next_check <= 1 OR next_check > 2
                OR (next_check IS NOT NULL AND coalesce(checked_at, claimed_at) > 3)
            ORDER BY ROW_NUMBER() OVER (
                    PARTITION BY organisation_id ORDER BY checked_at IS NOT NULL, next_check, id),
                checked_at IS NOT NULL, next_check, id
            """)
        var words = ""
        while try plan.step() { words += plan.string(3) + "\n" }
        #expect(!words.contains("SCAN claim"), "\(words)")
    }

    @Test func `the records of checks come back in their order, and what is thinned out is gone`() throws {
        let id = try claim().id
        try store.setChecks([record(1), record(2), record(3)], of: id)
        #expect(try store.checks(of: id) == [record(1), record(2), record(3)])
        var longer = record(3)
        longer.count += 1
        for story in [[record(1), record(2), longer], [record(1), longer, record(4)], [record(4)], []] {
            try store.setChecks(story, of: id)
            #expect(try store.checks(of: id) == story)
        }
    }

    @Test func `records that are kept are not written again`() throws {
        let id = try claim().id
        try store.setChecks([record(1), record(2)], of: id)
        let before = try store.connection.integer("SELECT total_changes()") ?? 0
        try store.setChecks([record(1), record(2), record(3)], of: id)
        #expect(try store.connection.integer("SELECT total_changes()") == before + 1)
    }

    @Test func `a record needs its claim and one of the four outcomes`() throws {
        #expect(throws: StoreError.conflict) { try store.setChecks([record(1)], of: 999) }
        let id = try claim().id
        #expect(throws: StoreError.conflict) { try store.setChecks([record(1, outcome: 5)], of: id) }
    }

    @Test func `owners hear of the claim nearest to lapsing, and the facts say for how long DNS is silent`()
        throws
    {
        let owner = NewMember(
            email: EmailAddress("olivia@corp.example")!, displayName: "", role: .owner,
            login: LoginName("olivia")!,
            managed: nil)
        try store.addMember(owner, at: at(0))
        func endangered() throws -> Facts.Claim? {
            try store.facts(login: owner.login, uid: 1_000, isLocal: true, at: at(1)).memberships[0]
                .endangered
        }
        #expect(try endangered() == nil)
        for (name, absence) in [("corp.example", 86_400), ("later.example", 2 * 86_400)] as [(String, Int64)]
        {
            var claim = try #require(try store.claim(on: DomainName(name)!))
            claim.state = .grace
            claim.progress.absenceSeconds = absence
            claim.progress.silenceSeconds = 7
            try store.update(claim)
        }
        #expect(try endangered()?.domain == domain)
        #expect(try endangered()?.daysUntilLapse == 5)
        #expect(try store.facts(ofUnknownAt: at(1)).endangered == nil)
        #expect(try store.facts(ofUnknownAt: at(1)).claim?.silence == 7)
    }

    @Test func `a silent domain is not the one that newcomers are judged by, while there is another`() throws
    {
        try store.move(domain, to: .verified, at: at(5))
        #expect(try store.facts(ofUnknownAt: at(6)).claim?.domain == domain)
        var silent = try claim()
        silent.progress.silenceSeconds = ClaimSpan.silenceUntilPause
        try store.update(silent)
        #expect(try store.facts(ofUnknownAt: at(6)).claim?.domain.description == "corp.example")
        try store.move(DomainName("corp.example")!, to: .lapsed, at: at(7))
        #expect(try store.facts(ofUnknownAt: at(8)).claim?.pausesProvisioning == true)
    }
}
