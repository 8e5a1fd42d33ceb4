import Foundation
import Policy
import Testing
import Wire

@testable import Helper

struct SignInBrokerTests {
    @Test func `a first sign-in creates the member and is granted once`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        #expect(try scene.members == ["owner"])
        #expect(try await scene.redeem(token, code) == .granted(try scene.account("alice")))
        #expect(try scene.members == ["alice", "owner"])
        guard case .refused = try await scene.redeem(token, code) else {
            Issue.record("granted twice"); return
        }
        #expect(
            try scene.audit.map { [$0.event, $0.subject, $0.outcome, $0.rule] } == [
                ["member.add", "alice@example.com", "changed", "row 9"],
                ["login", "alice", "allowed", "row 9"],
            ])
    }

    @Test func `three wrong codes create nobody, even after a sign-in that was right`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        for _ in 0..<3 { _ = try await scene.redeem(token, "0000-0000") }
        guard case .refused = try await scene.redeem(token, code) else {
            Issue.record("granted after three wrong codes")
            return
        }
        #expect(try scene.members == ["owner"])
        #expect(try scene.audit.last?.detail.contains("wrong code 3 times") == true)
    }

    @Test func `somebody suspended between browser and terminal is refused at the terminal`() async throws {
        let scene = try Scene()
        let first = try await scene.begin()
        _ = try await scene.redeem(first, try await scene.signIn(first))
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        try scene.suspend("alice")
        guard case .refused = try await scene.redeem(token, code) else {
            Issue.record("a suspended member was granted")
            return
        }
        #expect(try scene.audit.last?.rule == "row 3")
    }

    @Test func `the code is taken in small letters, without its hyphen, and with letters for digits`()
        async throws
    {
        let scene = try Scene()
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        let typed =
            " "
            + code.lowercased().replacing("-", with: "").replacing("0", with: "O").replacing("1", with: "l")
        #expect(try await scene.redeem(token, typed) == .granted(try scene.account("alice")))
    }

    @Test func `a sign-in is over after ten minutes, at each of its steps`() async throws {
        let scene = try Scene()
        let (unopened, atProvider, proven) = (
            try await scene.begin(), try await scene.begin(), try await scene.begin()
        )
        let (cookie, relayState) = try await scene.depart(atProvider)
        let code = try await scene.signIn(proven)
        scene.clock.advance(600)
        await #expect(throws: Refusal.ended) { try await scene.broker.look(at: unopened, cookie: nil) }
        await #expect(throws: Refusal.ended) { try await scene.broker.look(at: atProvider, cookie: cookie) }
        await #expect(throws: Refusal.self) {
            try await scene.broker.receive(scene.response("alice@example.com", to: relayState))
        }
        guard case .refused = try await scene.redeem(proven, code) else {
            Issue.record("granted late"); return
        }
    }

    @Test func `three wrong codes end the sign-in, and the right one comes too late`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        #expect(try await scene.redeem(token, "0000-0000") == .wrongCode(triesLeft: 2))
        #expect(try await scene.redeem(token, "") == .wrongCode(triesLeft: 1))
        guard case .refused = try await scene.redeem(token, "XXXX") else {
            Issue.record("a fourth try"); return
        }
        guard case .refused = try await scene.redeem(token, code) else { Issue.record("granted"); return }
        let last = try #require(try scene.audit.last)
        #expect(last.outcome == "denied" && last.detail.contains("wrong code 3 times"))
    }

    @Test func `without a try left the right code is refused too`() async throws {
        var limits = SignInLimits()
        limits.tries = 0
        let scene = try Scene(limits: limits)
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        for typed in ["0000-0000", code] {
            guard case .refused = try await scene.redeem(token, typed) else {
                Issue.record("a try too many")
                return
            }
        }
    }

    @Test func `what ends while its response is looked at is not revived by it`() async throws {
        let scene = try Scene()
        let (guessed, late) = (try await scene.begin(), try await scene.begin())
        let alice = try scene.account("alice")
        let (broker, clock) = (scene.broker, scene.clock)
        try await expectEnd(of: guessed, in: scene) {
            for _ in 1...3 { _ = await broker.redeem(reference: guessed.bytes, code: [1], for: alice) }
        }
        try await expectEnd(of: late, in: scene) { clock.advance(600) }
    }

    private func expectEnd(
        of token: SignInToken, in scene: Scene, when ending: @escaping @Sendable () async -> Void
    ) async throws {
        let (cookie, relayState) = try await scene.depart(token)
        scene.meanwhile.when(ending)
        await #expect(throws: Refusal.ended) {
            try await scene.broker.receive(scene.response("alice@example.com", to: relayState))
        }
        await #expect(throws: Refusal.self) { try await scene.broker.code(of: token, cookie: cookie) }
    }

    @Test func `a code typed before anybody signed in is a wrong one`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        #expect(try await scene.redeem(token, "ABCD-EFGH") == .wrongCode(triesLeft: 2))
    }

    @Test func `the code of one account opens no other one`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        guard case .refused = try await scene.redeem(token, code, as: "bob") else {
            Issue.record("granted"); return
        }
        let sameName = Account(login: [UInt8]("alice".utf8), uid: 0)
        let reply = await scene.broker.redeem(
            reference: [UInt8](token.reference.utf8), code: [UInt8](code.utf8), for: sameName)
        guard case .refused = reply else { Issue.record("granted for another uid"); return }
        #expect(try await scene.redeem(token, code) == .granted(try scene.account("alice")))
    }

    @Test func `a bad response uses up its request, so that a good one comes too late`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let (cookie, relayState) = try await scene.depart(token)
        await #expect(throws: Refusal.self) {
            try await scene.broker.receive(
                PostbackForm(response: [UInt8]("junk".utf8), relayState: relayState))
        }
        await #expect(throws: Refusal.self) {
            try await scene.broker.receive(scene.response("alice@example.com", to: relayState))
        }
        await #expect(throws: Refusal.self) { try await scene.broker.depart(from: token, cookie: cookie) }
        #expect(try scene.members == ["owner"])
        #expect(try scene.audit.map { [$0.outcome, $0.rule] } == [["denied", "RESP-06"]])
    }

    @Test func `a response is of no use with the RelayState of another sign-in`() async throws {
        let scene = try Scene()
        let (mine, theirs) = (try await scene.begin(), try await scene.begin("bob"))
        let (_, myState) = try await scene.depart(mine)
        let (_, theirState) = try await scene.depart(theirs)
        let swapped = PostbackForm(
            response: scene.response("bob@example.com", to: theirState).response, relayState: myState)
        await #expect(throws: Refusal.self) { try await scene.broker.receive(swapped) }
        #expect(try scene.members == ["owner"])
    }

    @Test(arguments: [nil, "", "12345678", "0000000000000000000000000000000000000000"])
    func `a response that nobody waits for is refused`(relayState: String?) async throws {
        let scene = try Scene()
        _ = try await scene.depart(try await scene.begin())
        await #expect(throws: Refusal.self) {
            try await scene.broker.receive(PostbackForm(response: [1], relayState: relayState))
        }
    }

    @Test func `an assertion serves one sign-in only`() async throws {
        let scene = try Scene()
        let (first, second) = (try await scene.begin(), try await scene.begin())
        let (cookie, one) = try await scene.depart(first)
        let (otherCookie, other) = try await scene.depart(second)
        var codes: [String] = []
        for (token, relayState, cookie) in [(first, one, cookie), (second, other, otherCookie)] {
            let form = scene.response("alice@example.com", to: relayState, assertion: "same")
            let browser = try await scene.bring(form, cookie: cookie)
            codes.append(try await scene.broker.code(of: token, cookie: browser).1.shown)
        }
        #expect(try await scene.redeem(first, codes[0]) == .granted(try scene.account("alice")))
        guard case .refused = try await scene.redeem(second, codes[1]) else {
            Issue.record("granted twice")
            return
        }
        #expect(try scene.audit.last?.rule == "RPL-01")
    }

    @Test func `the code is shown to the browser that signed in and to no other one`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let (first, relayState) = try await scene.depart(token)
        let cookie = try await scene.bring(scene.response("alice@example.com", to: relayState), cookie: first)
        for other in [nil, "", "another", first, String(cookie.dropLast())] {
            await #expect(throws: Refusal.self) { try await scene.broker.code(of: token, cookie: other) }
            await #expect(throws: Refusal.self) { try await scene.broker.look(at: token, cookie: other) }
        }
        _ = try await scene.broker.code(of: token, cookie: cookie)
    }

    @Test func `a second browser cannot take over, the first may go again and gets a new request`()
        async throws
    {
        let scene = try Scene()
        let token = try await scene.begin()
        let (cookie, first) = try await scene.depart(token)
        await #expect(throws: Refusal.self) { try await scene.broker.depart(from: token, cookie: nil) }
        let (sameCookie, second) = try await scene.depart(token, cookie: cookie)
        #expect(sameCookie == cookie && first != second)
        await #expect(throws: Refusal.self) {
            try await scene.broker.receive(scene.response("alice@example.com", to: first))
        }
        _ = try await scene.bring(scene.response("alice@example.com", to: second), cookie: cookie)
    }

    @Test func `only the whole address opens the page, not the reference`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let guess = try #require(SignInToken(token.reference + String(repeating: "0", count: 18)))
        await #expect(throws: Refusal.ended) { try await scene.broker.look(at: guess, cookie: nil) }
    }

    @Test func `a code drawn under an identity provider that was replaced lets nobody in`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        try scene.replaceIdentityProvider()
        guard case .refused = try await scene.redeem(token, code) else {
            Issue.record("granted")
            return
        }
        #expect(try scene.members == ["owner"])
        #expect(try scene.audit.last?.rule == "RESP-07")
    }
}

extension SignInToken {
    /// The reference as the module sends it.
    fileprivate var bytes: [UInt8] { [UInt8](reference.utf8) }
}
