import Domains
import Policy
import Store
import Testing

@testable import Helper

@Suite struct ClaimWatchTests {
    let scene: ClaimScene
    let name = "corp.example"

    init() throws { scene = try ClaimScene() }

    /// Checks whenever it is time, for so long.
    private func live(_ seconds: Int64) async {
        let watch = scene.watch()
        let step: Int64 = seconds < 86_400 ? 300 : 1_800
        for _ in 0..<seconds / step {
            scene.pass(step)
            await watch.round()
        }
    }

    @Test func `a new claim is looked for after a minute, and verified by its record`() async throws {
        try scene.claim(name)
        let watch = scene.watch()
        scene.pass(59)
        #expect(await watch.round() == 0)
        scene.pass(1)
        #expect(await watch.round() == 1)
        #expect(try scene.state(name).state == .verified)
        #expect(await watch.round() == 0)
        let entry = try #require(try scene.open().auditEntries().last)
        #expect(entry.event == "domain.check")
        #expect(entry.subject == name)
        #expect(entry.actor == "gatehouse")
        #expect(entry.outcome == "changed")
        #expect(entry.detail.hasPrefix("pending -> verified, its record was found. Seen: the record stands "))
        #expect(entry.detail.hasSuffix("asked: told; DNSSEC: not signed"))
    }

    @Test
    func
        `a removed record leads to grace and to a lapse, each with its record, and a restored one ends both`()
        async throws
    {
        try scene.claim(name)
        await live(600)
        scene.dns.say(.absent, of: name)
        await live(86_400)
        #expect(try scene.state(name).state == .grace)
        scene.dns.say(.present, of: name)
        await live(3_900)
        #expect(try scene.state(name).state == .verified)
        scene.dns.say(.absent, of: name)
        await live(6 * 86_400)
        #expect(try scene.state(name).state == .grace)
        #expect(try scene.state(name).facts.daysUntilLapse == 2)
        await live(2 * 86_400)
        #expect(try scene.state(name).state == .lapsed)
        scene.dns.say(.present, of: name)
        await live(2 * 86_400)
        #expect(try scene.state(name).state == .verified)
        let entries = try scene.open().auditEntries()
        #expect(
            entries.filter { $0.outcome == "changed" }.map { $0.detail.split(separator: ",")[0] } == [
                "pending -> verified", "verified -> grace", "grace -> verified", "verified -> grace",
                "grace -> lapsed", "lapsed -> verified",
            ])
        #expect(entries.filter { $0.outcome == "noted" }.count == 2)
        let lapse = try #require(entries.first { $0.detail.hasPrefix("grace -> lapsed") })
        #expect(lapse.detail.contains("its record was seen to be out for seven days. Seen: no such record"))
        #expect(lapse.detail.contains("Before that, 16"))
        let story = try scene.open().evidence(of: scene.state(name).id)
        #expect(story.filter(\.isTransition).count == 6)
        #expect(story.count < 20)
    }

    @Test func `silence pauses provisioning, then lapses, and each is told once`() async throws {
        try scene.claim(name)
        await live(600)
        scene.dns.say(.unknown, of: name)
        await live(8 * 86_400)
        #expect(try scene.state(name).facts.pausesProvisioning)
        #expect(try scene.state(name).progress.silentSince != nil)
        await live(24 * 86_400)
        #expect(try scene.state(name).state == .lapsed)
        #expect(
            try scene.open().auditEntries().dropFirst().map { $0.detail.split(separator: ".")[0] } == [
                "stays verified, its record could not be seen for seven days: nobody new is let in",
                "verified -> lapsed, its record could not be seen for thirty days",
            ])
    }

    @Test func `a helper that was off for months unverifies nobody for that time`() async throws {
        try scene.claim(name)
        await live(600)
        scene.dns.say(.absent, of: name)
        await live(86_400)
        #expect(try scene.state(name).state == .grace)
        let absence = try scene.state(name).progress.absenceSeconds
        scene.pass(90 * 86_400)
        let watch = scene.watch()
        #expect(await watch.round() == 1)
        #expect(try scene.state(name).state == .grace)
        #expect(try scene.state(name).progress.absenceSeconds == absence)
    }

    @Test(arguments: [-400 * 86_400, -86_400, -4_000, 4_000, 86_400, 400 * 86_400] as [Int64])
    func `a clock that jumps makes a check due in time and unverifies nobody`(jump: Int64) async throws {
        try scene.claim(name)
        await live(600)
        scene.dns.say(.absent, of: name)
        await live(2 * 86_400)
        scene.clock.advance(jump)
        let asked = scene.dns.asked
        await live(7 * 3_600)
        #expect(scene.dns.asked > asked)
        #expect(try scene.state(name).state == .grace)
        let left = try #require(try scene.state(name).facts.daysUntilLapse)
        #expect((5...7).contains(left))
    }

    @Test
    func `a claim that is released while DNS is asked stays released, and nothing is told of the check`()
        async throws
    {
        try scene.claim(name)
        scene.pass(60)
        let (scene, id) = (scene, try scene.state(name).id)
        scene.dns.meanwhile.when { _ = try? scene.open().withdraw(claim: id, at: scene.clock.now) }
        #expect(await scene.watch().round() == 1)
        #expect(try scene.state(name).state == .withdrawn)
        #expect(try scene.open().auditEntries().isEmpty)
        #expect(try scene.open().evidence(of: id).isEmpty)
        scene.pass(40 * 86_400)
        #expect(await scene.watch().round() == 0)
    }

    @Test func `a claim that a person verifies while DNS is asked is verified once`() async throws {
        try scene.claim(name)
        scene.pass(60)
        let (scene, id) = (scene, try scene.state(name).id)
        scene.dns.meanwhile.when {
            scene.dns.meanwhile.when {}
            var random = scene.random
            let report = CheckReport(
                Observation(.present, isConfirmed: true, detail: "there"), began: scene.clock.now,
                resolver: "told", actor: "root", isByHand: true)
            _ = try? scene.open().note(report, of: id, clock: { scene.moment }, random: &random)
        }
        #expect(await scene.watch().round() == 1)
        #expect(try scene.state(name).state == .verified)
        let entries = try scene.open().auditEntries()
        #expect(entries.map(\.event) == ["domain.verify"])
        #expect(entries.map(\.actor) == ["root"])
        #expect(try scene.open().evidence(of: id).map(\.isTransition) == [true, false])
    }

    @Test func `a check that the machine slept through has seen nothing`() async throws {
        try scene.claim(name)
        scene.pass(60)
        let scene = scene
        for jump: Int64 in [121, -1] {
            scene.dns.meanwhile.when { scene.clock.advance(jump) }
            _ = await scene.watch().round()
            scene.dns.meanwhile.when {}
            #expect(try scene.state(name).state == .pending)
            #expect(try scene.state(name).progress.lastCheck == nil)
        }
        #expect(await scene.watch().round() == 1)
        #expect(try scene.state(name).state == .verified)
    }

    @Test func `a check that is cut short has seen nothing`() async throws {
        try scene.claim(name, .absent)
        scene.pass(60)
        let scene = scene
        scene.dns.meanwhile.when { withUnsafeCurrentTask { unsafe $0?.cancel() } }
        await Task { _ = await scene.watch().round() }.value
        #expect(scene.dns.asked == 1)
        #expect(try scene.state(name).progress.lastCheck == nil)
    }

    @Test func `a host that cannot look anything up changes nothing, and rests before it tries again`()
        async throws
    {
        try scene.claim(name)
        scene.pass(60)
        let watch = scene.watch()
        scene.dns.fail(.trustAnchorUnreadable(path: "/none"))
        #expect(await watch.round() == 1)
        #expect(try scene.state(name).progress.lastCheck == nil)
        scene.dns.fail(nil)
        scene.pass(59)
        #expect(await watch.round() == 0)
        scene.pass(1)
        #expect(await watch.round() == 1)
        #expect(try scene.state(name).state == .verified)
    }

    @Test func `a host without network holds that against no domain, and tells it once`() async throws {
        try scene.claim(name)
        await live(600)
        let before = try scene.state(name)
        let audited = try scene.open().auditEntries().count
        scene.dns.say(.unknown, of: name)
        scene.dns.reachNetwork(false)
        let began = scene.clock.now
        let watch = scene.watch()
        for _ in 0..<40 * 24 {
            scene.pass(3_600)
            await watch.round()
        }
        #expect(try scene.state(name) == before)
        #expect(try scene.open().auditEntries().count == audited)
        #expect(scene.log.all.filter { $0.hasPrefix("domains cannot be looked up") }.count == 1)
        let failure = try #require(try scene.open().lookUpFailure())
        #expect((1...8 * 3_600).contains(failure.since.seconds - began.seconds))
        #expect(failure.reason.hasPrefix("this host gets no new answer from the DNS"))

        scene.dns.reachNetwork(true)
        scene.pass(3_600)
        #expect(await watch.round() == 1)
        #expect(try scene.open().lookUpFailure() == nil)
        #expect(try scene.state(name).state == .verified)
        #expect(try scene.state(name).progress.silentSince != nil)
        #expect(try scene.state(name).progress.silenceSeconds == 0)
        #expect(scene.log.all.last == "claimed domains are checked again")
    }

    @Test func `hours without network between two absences do not count`() async throws {
        try scene.claim(name)
        await live(600)
        scene.dns.say(.absent, of: name)
        await live(86_400)
        let before = try scene.state(name)
        #expect(before.state == .grace)
        scene.dns.say(.unknown, of: name)
        scene.dns.reachNetwork(false)
        let watch = scene.watch()
        for _ in 0..<8 {
            scene.pass(3_000)
            await watch.round()
        }
        scene.dns.say(.absent, of: name)
        scene.dns.reachNetwork(true)
        scene.pass(90_000 - 8 * 3_000)
        #expect(await watch.round() == 1)
        let after = try scene.state(name)
        #expect(after.progress.lastCheck == scene.clock.now)
        #expect(after.progress.absenceSeconds == before.progress.absenceSeconds)
    }

    @Test func `a network that comes and goes is told each time, and its failure keeps its beginning`()
        async throws
    {
        try scene.claim(name)
        let watch = scene.watch()
        for round in 1...3 {
            scene.dns.say(.unknown, of: name)
            scene.dns.reachNetwork(false)
            scene.pass(86_400)
            #expect(await watch.round() == 1)
            let first = try scene.open().lookUpFailure()
            #expect(first?.since == scene.clock.now)
            scene.pass(60)
            await scene.watch().round()
            #expect(try scene.open().lookUpFailure() == first)
            scene.dns.reachNetwork(true)
            scene.dns.say(.present, of: name)
            scene.pass(60)
            #expect(await watch.round() == 1)
            #expect(try scene.open().lookUpFailure() == nil)
            #expect(scene.log.all.filter { $0 == "claimed domains are checked again" }.count == round)
        }
    }

    @Test func `few checks run at once, and the others come when one has ended`() async throws {
        for number in 0..<5 { try scene.claim("corp\(number).example") }
        scene.pass(60)
        let watch = scene.watch(CheckPacing(concurrency: 2))
        let first = await watch.startable()
        #expect(first.count == 2)
        #expect(await watch.startable().isEmpty)
        await watch.look(after: first[0])
        let next = await watch.startable()
        #expect(next.count == 1)
        #expect(!first.contains(next[0]))
    }

    @Test func `a claim whose token is damaged holds nobody up`() async throws {
        try scene.open().addClaim(
            on: DomainName("broken.example")!, token: "?", at: scene.clock.now, firstCheck: scene.clock.now)
        try scene.claim(name)
        scene.pass(60)
        let watch = scene.watch(CheckPacing(concurrency: 1))
        await watch.round()
        scene.pass(1)
        await watch.round()
        #expect(try scene.state(name).state == .verified)
        let story = try scene.open().evidence(of: scene.state("broken.example").id)
        #expect(story.map(\.text) == ["the token in the store is damaged"])
    }
}
