import Testing
import Wire

@testable import Helper

/// How many sign-ins wait, and who gives way when there are too many.
struct RoomTests {
    /// Begins a sign-in for somebody at a remote host.
    @discardableResult
    private func begin(_ scene: Scene, _ login: String, from host: String) async throws -> SignInToken {
        let origin = Origin(service: [UInt8]("sshd".utf8), remoteHost: [UInt8](host.utf8), terminal: [])
        let reply = await scene.broker.begin(try scene.account(login), from: origin, askedBy: 0)
        guard case .started(_, let url, _) = reply else { throw Unexpected(reply) }
        return try #require(
            SignInToken(String(decoding: url, as: UTF8.self).split(separator: "/").last ?? ""))
    }

    private func waits(_ scene: Scene, _ token: SignInToken) async -> Bool {
        (try? await scene.broker.look(at: token, cookie: nil)) != nil
    }

    private func scene(places: Int) throws -> Scene {
        var limits = SignInLimits()
        limits.waiting = places
        return try Scene(limits: limits)
    }

    @Test(arguments: [("192.0.2.7", "192.0.2.7"), ("2001:db8::1", "2001:db8::ffff:2"), ("", "")])
    func `whoever floods the host pushes out their own sign-ins and nobody else's`(
        first: String, second: String
    )
        async throws
    {
        let scene = try scene(places: 4)
        let victim = try await begin(scene, "alice", from: "198.51.100.1")
        var flood: [SignInToken] = []
        for number in 0..<20 {
            flood.append(try await begin(scene, "alice", from: number % 2 == 0 ? first : second))
            scene.clock.advance(1)
        }
        #expect(await waits(scene, victim))
        for gone in flood.dropLast(3) { #expect(await !waits(scene, gone)) }
        for kept in flood.suffix(3) { #expect(await waits(scene, kept)) }
    }

    @Test func `many sign-ins for one login, opened or not, keep that login from nothing`() async throws {
        let scene = try Scene()
        for _ in 0..<100 {
            let token = try await begin(scene, "alice", from: "192.0.2.7")
            _ = try await scene.broker.look(at: token, cookie: nil)
        }
        let token = try await scene.begin()
        #expect(
            try await scene.redeem(token, try await scene.signIn(token))
                == .granted(try scene.account("alice")))
    }

    @Test func `neighbours in an IPv6 network are one neighbourhood, in another network they are not`() {
        func neighbourhood(_ host: String) -> String {
            Asker(Origin(service: [], remoteHost: [UInt8](host.utf8), terminal: [])).neighbourhood
        }
        #expect(neighbourhood("2001:db8:1:2::1") == neighbourhood("2001:db8:1:2:ffff::9"))
        #expect(neighbourhood("2001:db8:1:2::1") != neighbourhood("2001:db8:1:3::1"))
        #expect(neighbourhood("192.0.2.7") != neighbourhood("192.0.2.8"))
        #expect(neighbourhood("build.example") == "build.example")
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
}
