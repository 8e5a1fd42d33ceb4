import Domains
import Policy
import Testing

@testable import Helper
@testable import Store

@Suite struct `Checks that this host cannot make` {
    let scene: ClaimScene

    init() throws { scene = try ClaimScene() }

    /// Lets so many seconds pass, and checks whenever it is time.
    private func live(_ seconds: Int64, _ watch: ClaimWatch<ToldResolver>) async {
        for _ in 0..<seconds / 10 {
            scene.pass(10)
            await watch.round()
        }
    }

    @Test(arguments: [1, 7, 8, 40]) func `keep no other from being made, and are told once`(failing: Int)
        async throws
    {
        for number in 0..<failing {
            try scene.claim("dead\(number).example")
            scene.dns.fail(.noNetwork(reason: ""), of: "dead\(number).example")
        }
        scene.pass(1)
        for number in 0..<20 { try scene.claim("live\(number).example") }
        let watch = scene.watch()
        await live(600, watch)
        for number in 0..<20 { #expect(try scene.state("live\(number).example").state == .verified) }
        #expect(scene.log.all.filter { !$0.hasPrefix("a claimed domain has changed") }.count == 1)
        let failure = try #require(try scene.open().lookUpFailure())

        for number in 0..<failing { scene.dns.fail(nil, of: "dead\(number).example") }
        #expect(try scene.open().lookUpFailure() == failure)
        await live(1_800, watch)
        for number in 0..<failing { #expect(try scene.state("dead\(number).example").state == .verified) }
        #expect(try scene.open().lookUpFailure() == nil)
        #expect(scene.log.all.filter { $0 == "claimed domains are checked again" }.count == 1)
    }

    @Test func `are made ever more rarely, but at least each half hour`() async throws {
        try scene.claim("dead.example")
        scene.dns.fail(.noNetwork(reason: ""))
        let watch = scene.watch()
        await live(3_600, watch)
        #expect((5...6).contains(scene.dns.asked))
        let asked = scene.dns.asked
        await live(10 * 3_600, watch)
        #expect((19...21).contains(scene.dns.asked - asked))
    }

    @Test func `are told anew by a helper whose record of it a person's check has ended`() async throws {
        try scene.claim("dead.example")
        scene.dns.fail(.noNetwork(reason: ""))
        let watch = scene.watch()
        await live(600, watch)
        #expect(try scene.open().lookUpFailure() != nil)
        var random = scene.random
        let report = CheckReport(
            Observation(.absent, isConfirmed: true, detail: "not there"), began: scene.clock.now,
            resolver: "told", actor: "root", isByHand: true)
        _ = try scene.open().note(
            report, of: scene.state("dead.example").id, clock: { scene.moment }, random: &random)
        await live(7_200, watch)
        #expect(try scene.open().lookUpFailure() != nil)
    }

    @Test func `for a damaged name stop nobody, and are told once`() async throws {
        for number in 0..<3 { try scene.claim("corp\(number).example") }
        try scene.open().connection.run("UPDATE claim SET domain = '?' WHERE id = 1", [])
        let watch = scene.watch(CheckPacing(concurrency: 1))
        await live(600, watch)
        for number in 1..<3 { #expect(try scene.state("corp\(number).example").state == .verified) }
        #expect(scene.log.all.filter { $0.contains("damaged") }.count == 1)
    }

    @Test func `for damaged evidence stop nobody, and are told once`() async throws {
        for number in 0..<3 { try scene.claim("corp\(number).example") }
        let store = try scene.open()
        try store.connection.run("PRAGMA ignore_check_constraints = ON", [])
        try store.connection.run(
            """
            INSERT INTO claim_check (claim_id, first_at, last_at, count, outcome, is_secure, is_confirmed, state_before,
                state_after, resolver, detail) VALUES (1, 0, 0, 1, 4, 0, 0, 99, 1, '', '')
            """, [])
        let watch = scene.watch(CheckPacing(concurrency: 1))
        await live(600, watch)
        for number in 1..<3 { #expect(try scene.state("corp\(number).example").state == .verified) }
        #expect(scene.log.all.filter { $0.contains("damaged") }.count == 1)
    }
}
