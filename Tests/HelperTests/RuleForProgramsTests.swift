import Policy
import Store
import Testing
import Wire

@testable import Helper

/// The rule for programs that may not read the store.
struct RuleForProgramsTests {
    private func ask(_ scene: Scene, _ request: Request, as uid: UInt32) async -> Reply {
        await scene.broker.answer(request, askedBy: PeerCredentials(pid: 1, uid: uid, gid: uid))
    }

    private func sceneWithAlice() async throws -> (Scene, Account) {
        let scene = try Scene()
        let token = try await scene.begin()
        _ = try await scene.redeem(token, try await scene.signIn(token))
        return (scene, try scene.account("alice"))
    }

    @Test func `a member's program learns that they sign in, and a suspended one's that they do not`()
        async throws
    {
        let (scene, alice) = try await sceneWithAlice()
        guard
            case .plan(.signIn, let ruling, _, _) = await ask(
                scene, .plan(alice, Scene.origin), as: alice.uid)
        else {
            Issue.record("no plan")
            return
        }
        #expect(ruling.row == Row.memberBySSO.rawValue)
        try scene.suspend("alice")
        guard
            case .plan(.deny, let denied, _, _) = await ask(scene, .plan(alice, Scene.origin), as: alice.uid)
        else {
            Issue.record("no denial")
            return
        }
        #expect(denied.row == Row.notActive.rawValue)
        let entry = try #require(try scene.audit.last)
        #expect(entry.rule == "row 3" && entry.actor == "uid \(alice.uid)")
    }

    @Test func `a program learns whether a proof suffices`() async throws {
        let (scene, alice) = try await sceneWithAlice()
        let reply = await ask(
            scene, .judge(alice, Scene.origin, method: Method.sso.rawValue), as: alice.uid)
        guard case .ruling(let ruling) = reply else {
            Issue.record("no ruling")
            return
        }
        #expect(ruling.outcome == Decision.Outcome.allow.rawValue)
        guard case .refused = await ask(scene, .judge(alice, Scene.origin, method: 99), as: alice.uid) else {
            Issue.record("a proof that there is not")
            return
        }
    }

    @Test func `a program that asks again and again is written down once a minute`() async throws {
        let (scene, alice) = try await sceneWithAlice()
        try scene.suspend("alice")
        let before = try scene.audit.count
        for _ in 0..<5 { _ = await ask(scene, .plan(alice, Scene.origin), as: alice.uid) }
        #expect(try scene.audit.count == before + 1)
        scene.clock.advance(60)
        _ = await ask(scene, .plan(alice, Scene.origin), as: alice.uid)
        #expect(try scene.audit.count == before + 2)
    }

    @Test func `nobody learns anything about others`() async throws {
        let (scene, alice) = try await sceneWithAlice()
        let forged = Account(login: alice.login, uid: Scene.carol.uid)
        for request in [
            Request.plan(alice, Scene.origin), .plan(forged, Scene.origin),
            .judge(alice, Scene.origin, method: 1), .judge(forged, Scene.origin, method: 1),
            .session(Scene.carol, Scene.origin, isOver: false),
        ] {
            guard case .refused = await ask(scene, request, as: Scene.carol.uid) else {
                Issue.record("answered \(request)")
                return
            }
        }
    }

    @Test func `a session is written down when root says so`() async throws {
        let (scene, alice) = try await sceneWithAlice()
        for isOver in [false, true] {
            #expect(await ask(scene, .session(alice, Scene.origin, isOver: isOver), as: 0) == .noted)
        }
        #expect(try scene.audit.suffix(2).map(\.event) == ["session.open", "session.close"])
        #expect(
            try scene.audit.last?.origin
                == AuditOrigin(service: "sshd", remoteHost: "192.0.2.7", terminal: "ssh"))
    }
}
