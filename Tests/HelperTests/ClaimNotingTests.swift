import ClaimProbe
import Foundation
import Policy
import Testing

@testable import Domains
@testable import Helper
@testable import Store

@Suite struct ClaimNotingTests {
    let scene: ClaimScene
    let name = "corp.example"

    init() throws { scene = try ClaimScene() }

    private func report(_ outcome: Observation.Outcome, isByHand: Bool = false) -> CheckReport {
        CheckReport(
            Observation(outcome, isConfirmed: true, detail: "seen"), began: scene.clock.now, resolver: "told",
            actor: "root", isByHand: isByHand)
    }

    private func note(
        _ outcome: Observation.Outcome, of id: Int64, in store: borrowing Store, isByHand: Bool = false
    ) throws -> CheckResult {
        var random = scene.random
        return try store.note(
            report(outcome, isByHand: isByHand), of: id, clock: { scene.moment }, random: &random)
    }

    /// The life that the script gives a claim, as nobody but the rules themselves would tell it.
    private func told(_ script: LifeScript, from claim: DomainClaim, until last: UnixTime?) -> (
        life: ClaimLife, story: [ClaimEvidence], news: [ClaimNews]
    ) {
        var life = ClaimLife(claim)
        var story: [ClaimEvidence] = []
        var news: [ClaimNews] = []
        while life.lastCheck != last, let now = life.nextCheck {
            var random = script.random(at: now)
            let seen = script.observation(at: now)
            let step = life.step(seen, at: script.moment(now), random: &random)
            story = ClaimEvidence.story(
                story, adding: ClaimEvidence(seen, at: now, resolver: "a script", before: life, step: step))
            life = step.life
            news += step.news
        }
        return (life, story, news)
    }

    @Test func `each statement that fails leaves everything as it was`() throws {
        try scene.claim(name)
        let store = try scene.open()
        let claim = try scene.state(name)
        let obstacles: [(StaticString, StaticString)] = [
            ("CREATE TRIGGER o BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'no'); END", "claim"),
            (
                "CREATE TRIGGER o BEFORE INSERT ON claim_check BEGIN SELECT RAISE(ABORT, 'no'); END",
                "claim_check"
            ),
            ("CREATE TRIGGER o BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END", "audit"),
        ]
        for (obstacle, _) in obstacles {
            try store.connection.run(obstacle)
            #expect(throws: StoreError.conflict) { try note(.present, of: claim.id, in: store) }
            try store.connection.run("DROP TRIGGER o")
            #expect(try scene.state(name) == claim)
            #expect(try store.evidence(of: claim.id).isEmpty)
            #expect(try store.auditEntries().isEmpty)
        }
        _ = try note(.present, of: claim.id, in: store)
        #expect(try scene.state(name).state == .verified)
        #expect(try store.auditEntries().count == 1)
    }

    @Test
    func
        `a check by hand is in the audit log, whatever it saw; one of the service only when something happened`()
        throws
    {
        try scene.claim(name)
        let store = try scene.open()
        let id = try scene.state(name).id
        _ = try note(.absent, of: id, in: store)
        #expect(try store.auditEntries().isEmpty)
        _ = try note(.absent, of: id, in: store, isByHand: true)
        let entries = try store.auditEntries()
        #expect(entries.map(\.event) == ["domain.verify"])
        #expect(entries.map(\.outcome) == ["checked"])
        #expect(entries.map(\.detail) == ["stays pending. Seen: seen; asked: told; DNSSEC: not signed"])
    }

    @Test func `the first proof holds; the other organisation is told, once`() throws {
        try scene.claim(name)
        let store = try scene.open()
        let first = try scene.state(name).id
        try store.connection.run("PRAGMA foreign_keys = OFF")
        try store.connection.run(
            """
            INSERT INTO claim (organisation_id, domain, state, token, claimed_at, state_since, next_check)
            VALUES (2, 'corp.example', 1, 'theirs', 1800000000, 1800000000, 1800000060)
            """)
        let second = store.connection.lastInsertedRow
        _ = try note(.present, of: second, in: store)
        #expect(try !store.isOutrun(scene.state(name)))
        for (turn, outcome) in [.present, .present, .unknown, .present, .absent, .present].enumerated()
            as EnumeratedSequence<[Observation.Outcome]>
        {
            scene.clock.advance(60)
            guard case .noted(let claim, let news) = try note(outcome, of: first, in: store) else {
                Issue.record("not noted")
                return
            }
            #expect(claim.state == .pending)
            #expect(news == (turn == 0 ? [.heldByAnother] : []))
            #expect(try store.isOutrun(claim))
        }
        let holder = try #require(try store.claim(id: second))
        #expect(try !store.isOutrun(holder))
        let told = try store.auditEntries().filter {
            $0.detail.contains("another organisation holds the domain")
        }
        #expect(told.map(\.outcome) == ["noted"])
        _ = try store.transaction { () throws(StoreError) in
            try store.withdraw(claim: second, at: scene.clock.now)
        }
        #expect(try !store.isOutrun(scene.state(name)))
        _ = try note(.present, of: first, in: store)
        #expect(try store.claim(id: first)?.state == .verified)
    }

    @Test func `a released name is claimed anew with another token, and its old record proves nothing`()
        async throws
    {
        try scene.claim(name)
        scene.pass(60)
        await scene.watch().round()
        let old = try scene.state(name)
        let store = try scene.open()
        #expect(try store.withdraw(claim: old.id, at: scene.clock.now) == .verified)
        #expect(try store.withdraw(claim: old.id, at: scene.clock.now) == nil)
        #expect(throws: StoreError.conflict) { try store.withdraw(claim: 999, at: scene.clock.now) }
        var random = scene.random
        let token = ClaimToken(using: &random)
        try store.claim(DomainName(name)!, token: token, at: scene.clock.now)
        #expect(token.description != old.token)
        scene.pass(60)
        await scene.watch().round()
        #expect(try scene.state(name).state == .pending)
        #expect(try store.claim(id: old.id)?.state == .withdrawn)
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `a year of life in the store is the year that the rules tell`(seed: UInt64) throws {
        let script = LifeScript(seed: seed)
        try scene.claim(name)
        let claim = try scene.state(name)
        let end = UnixTime(seconds: claim.claimedAt.seconds + 365 * 86_400)
        var checks = 0
        var isAlive = true
        while isAlive, try scene.state(name).progress.lastCheck ?? claim.claimedAt < end {
            // The helper is started anew now and then.
            let store = try scene.open()
            try store.connection.run("PRAGMA synchronous = OFF")
            for _ in 0..<97 where isAlive {
                isAlive = try script.advance(claim.id, in: store)
                checks += isAlive ? 1 : 0
            }
        }
        let kept = try scene.state(name)
        let told = told(script, from: claim, until: kept.progress.lastCheck)
        #expect(ClaimLife(kept) == told.life)
        let store = try scene.open()
        #expect(try store.evidence(of: claim.id) == told.story)
        #expect(told.story.count <= 200)
        let entries = try store.auditEntries()
        #expect(
            entries.map { $0.detail.split(separator: ". ")[0].split(separator: ", ").count - 1 }.reduce(0, +)
                == told.news.count)
        #expect(entries.filter { $0.outcome == "changed" }.count == told.story.filter(\.isTransition).count)
        #expect(checks > 30)
    }

    /// The child writes a byte before each check, so that a kill after so many bytes comes at any moment of
    /// one.
    @Test func `a helper that is killed at any moment loses no transition and makes none twice`() throws {
        // A life that is eventful and does not end.
        let script = LifeScript(seed: 3)
        try scene.claim(name)
        let claim = try scene.state(name)
        let probe = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
            path: "ClaimProbe")
        for kill in 1...40 {
            let (child, output) = (Process(), Pipe())
            child.executableURL = probe
            child.arguments = [scene.path, "3"]
            child.standardOutput = output
            try child.run()
            for _ in 0..<kill % 7 * 3 + 1 { _ = try output.fileHandleForReading.read(upToCount: 1) }
            Glibc.kill(child.processIdentifier, SIGKILL)
            child.waitUntilExit()
            #expect(child.terminationReason == .uncaughtSignal)
        }
        let kept = try scene.state(name)
        let told = told(script, from: claim, until: kept.progress.lastCheck)
        #expect(ClaimLife(kept) == told.life)
        let store = try scene.open()
        #expect(try store.evidence(of: claim.id) == told.story)
        #expect(
            try store.auditEntries().filter { $0.outcome == "changed" }.count
                == told.story.filter(\.isTransition).count)
        #expect(told.story.count > 5, "the life was eventful enough")
    }

    @Test func `checks from many sides at once all count, and none twice`() async throws {
        try scene.claim(name)
        let id = try scene.state(name).id
        let scene = scene
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for _ in 0..<10 {
                        var random = scene.random
                        let report = CheckReport(
                            Observation(.present, isConfirmed: true, detail: "there"), began: scene.clock.now,
                            resolver: "told", actor: "writer \(writer)", isByHand: writer > 0)
                        _ = try? scene.open().note(
                            report, of: id, clock: { scene.moment }, random: &random)
                    }
                }
            }
        }
        let store = try scene.open()
        #expect(try store.evidence(of: id).map(\.count).reduce(0, +) == 40)
        #expect(try store.evidence(of: id).map(\.isTransition) == [true, false])
        #expect(try store.auditEntries().filter { $0.outcome == "changed" }.count == 1)
    }

    @Test func `a check by hand waits for those of all organisations on the same domain`() throws {
        try scene.claim(name)
        let store = try scene.open()
        let first = try scene.state(name).id
        let other = try store.createOrganisation(name: "Other", at: scene.clock.now)
        var random = scene.random
        try store.claim(DomainName(name)!, of: other, token: ClaimToken(using: &random), at: scene.clock.now)
        let second = try #require(try store.claim(on: DomainName(name)!, of: other)).id
        #expect(try store.beginCheckByHand(of: first, at: scene.clock.now) == 0)
        scene.clock.advance(10)
        #expect(try store.beginCheckByHand(of: second, at: scene.clock.now) == 20)
        scene.clock.advance(20)
        #expect(try store.beginCheckByHand(of: second, at: scene.clock.now) == 0)
        #expect(try store.beginCheckByHand(of: first, at: scene.clock.now) == 30)
    }

    @Test func `one of many who look by hand at once may, and the next after 30 seconds`() async throws {
        try scene.claim(name)
        let id = try scene.state(name).id
        let scene = scene
        for _ in 0..<2 {
            let waits = await withTaskGroup(of: Int64?.self) { group in
                for _ in 0..<8 {
                    group.addTask { try? scene.open().beginCheckByHand(of: id, at: scene.clock.now) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(waits.filter { $0 == 0 }.count == 1)
            #expect(waits.filter { $0 == 30 }.count == 7)
            scene.clock.advance(29)
            #expect(try scene.open().beginCheckByHand(of: id, at: scene.clock.now) == 1)
            scene.clock.advance(1)
        }
        #expect(try scene.state(name).state == .pending)
        #expect(try scene.open().auditEntries().isEmpty)
    }
}
