import Testing
import Wire

@testable import Helper

/// How many sign-ins wait, and for whom there is room.
struct RoomTests {
    /// Whether a sign-in may begin.
    private func begins(_ scene: Scene, _ login: String, from host: String) async throws -> Bool {
        let origin = Origin(service: [UInt8]("sshd".utf8), remoteHost: [UInt8](host.utf8), terminal: [])
        let reply = await scene.broker.begin(try scene.account(login), from: origin, askedBy: 0)
        if case .started = reply { return true }
        return false
    }

    @Test(arguments: [("192.0.2.7", 64), ("", 512)])
    func `one remote host takes its share and no place of others`(host: String, share: Int) async throws {
        let scene = try Scene()
        for number in 0..<share { #expect(try await begins(scene, "user\(number)", from: host)) }
        #expect(try await !begins(scene, "alice", from: host))
        #expect(try await begins(scene, "alice", from: "192.0.2.8"))
        scene.clock.advance(600)
        #expect(try await begins(scene, "alice", from: host))
    }

    @Test func `one login's sign-ins give way to newer ones, the oldest that nobody opened first`()
        async throws
    {
        var limits = SignInLimits()
        limits.waitingForOneLogin = 3
        let scene = try Scene(limits: limits)
        var tokens: [SignInToken] = []
        for _ in 0..<3 {
            tokens.append(try await scene.begin())
            scene.clock.advance(1)
        }
        _ = try await scene.broker.look(at: tokens[0], cookie: nil)
        let bobs = try await scene.begin("bob")
        let newest = try await scene.begin()
        await #expect(throws: Refusal.ended) { try await scene.broker.look(at: tokens[1], cookie: nil) }
        for kept in [tokens[0], tokens[2], bobs, newest] {
            _ = try await scene.broker.look(at: kept, cookie: nil)
        }
        #expect(try await !begins(scene, "alice", from: "192.0.2.8"))
        #expect(try await begins(scene, "bob", from: "192.0.2.8"))
    }

    @Test func `a refused sign-in gives way too`() async throws {
        var limits = SignInLimits()
        limits.waitingForOneLogin = 1
        let scene = try Scene(limits: limits)
        let token = try await scene.begin()
        _ = try await scene.depart(token)
        #expect(try await !begins(scene, "alice", from: "192.0.2.8"))
        for _ in 1...3 { _ = try await scene.redeem(token, "0000-0000") }
        #expect(try await begins(scene, "alice", from: "192.0.2.8"))
    }

    @Test func `when too many wait, a new one is refused and an old one still works`() async throws {
        var limits = SignInLimits()
        limits.waiting = 1
        let scene = try Scene(limits: limits)
        let token = try await scene.begin()
        let reply = await scene.broker.begin(try scene.account("bob"), from: Scene.origin, askedBy: 0)
        guard case .refused = reply else { throw Unexpected(reply) }
        let code = try await scene.signIn(token)
        #expect(try await scene.redeem(token, code) == .granted(try scene.account("alice")))
    }

    @Test func `one user who is not root cannot take all the places`() async throws {
        var limits = SignInLimits()
        limits.waitingForOneUser = 1
        let scene = try Scene(limits: limits)
        let alice = try scene.account("alice")
        guard case .started = await scene.broker.begin(alice, from: Scene.origin, askedBy: alice.uid) else {
            Issue.record("refused the first")
            return
        }
        guard case .refused = await scene.broker.begin(alice, from: Scene.origin, askedBy: alice.uid) else {
            Issue.record("a second place")
            return
        }
        _ = try await scene.begin()
    }

    @Test func `what has run out makes room`() async throws {
        var limits = SignInLimits()
        limits.waiting = 1
        let scene = try Scene(limits: limits)
        _ = try await scene.begin()
        scene.clock.advance(600)
        _ = try await scene.begin()
    }
}
