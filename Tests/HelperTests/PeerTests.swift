import Testing
import Wire

@testable import Helper

/// What processes of users other than root may ask.
struct PeerTests {
    private func ask(_ scene: Scene, _ request: Request, as uid: UInt32) async -> Reply {
        await scene.broker.answer(request, askedBy: PeerCredentials(pid: 1, uid: uid, gid: uid))
    }

    private func expectRefused(_ reply: Reply, _ comment: Comment) {
        guard case .refused = reply else {
            Issue.record(comment)
            return
        }
    }

    @Test func `a user begins a sign-in for the account that is theirs, managed or the host's own`()
        async throws
    {
        let scene = try Scene()
        let first = try await scene.begin()
        _ = try await scene.redeem(first, try await scene.signIn(first))
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        let alice = try scene.account("alice")
        for own in [alice, Scene.carol] {
            guard case .started = await ask(scene, .begin(own, Scene.origin), as: own.uid) else {
                Issue.record("refused")
                return
            }
        }
        let redeem = Request.redeem(
            reference: [UInt8](token.reference.utf8), code: [UInt8](code.utf8), alice)
        #expect(await ask(scene, redeem, as: alice.uid) == .granted(alice))
    }

    @Test func `nobody begins or redeems under another one's name, even with their own uid`() async throws {
        let scene = try Scene()
        let alice = try scene.account("alice")
        let first = try await scene.begin()
        _ = try await scene.redeem(first, try await scene.signIn(first))
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        for uid in [Scene.carol.uid, alice.uid + 1] {
            for named in ["alice", "owner", "nobody", "../x"] {
                let forged = Account(login: [UInt8](named.utf8), uid: uid)
                expectRefused(await ask(scene, .begin(forged, Scene.origin), as: uid), "began as another one")
                expectRefused(
                    await ask(
                        scene,
                        .redeem(
                            reference: [UInt8](token.reference.utf8), code: [UInt8](code.utf8), forged),
                        as: uid), "redeemed as another one")
            }
        }
        expectRefused(await ask(scene, .begin(alice, Scene.origin), as: Scene.carol.uid), "another uid")
    }

    @Test func `what was decided is reported by root alone`() async throws {
        let scene = try Scene()
        let report = Request.report(Scene.carol, Scene.origin, row: 16, outcome: 1)
        expectRefused(await ask(scene, report, as: Scene.carol.uid), "reported")
        #expect(try scene.audit.isEmpty)
        #expect(await ask(scene, report, as: 0) == .noted)
        #expect(try scene.audit.count == 1)
    }

    @Test func `what a user's program says of itself is not written down`() async throws {
        let scene = try Scene()
        let carol = Scene.carol
        guard
            case .started(let reference, _, _) = await ask(scene, .begin(carol, Scene.origin), as: carol.uid)
        else {
            Issue.record("refused")
            return
        }
        for _ in 0..<3 {
            _ = await ask(
                scene, .redeem(reference: reference, code: [UInt8]("0000-0000".utf8), carol), as: carol.uid)
        }
        let entry = try #require(try scene.audit.last)
        #expect(entry.actor == "uid 1003")
        #expect(!entry.detail.contains("192.0.2.7"))
    }
}
