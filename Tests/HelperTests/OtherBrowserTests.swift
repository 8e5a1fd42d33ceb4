import Testing

@testable import Helper

/// Somebody presses the button, and has another person's browser bring the response.
struct OtherBrowserTests {
    @Test func `what another browser brings gives the one that was sent no code, and creates nothing`()
        async throws
    {
        let scene = try Scene()
        let token = try await scene.begin()
        let (cookie, relayState) = try await scene.depart(token)
        let ticket = try await scene.broker.receive(scene.response("alice@example.com", to: relayState))
        await expectNothing(for: cookie, token, scene)

        await #expect(throws: Refusal.broughtByAnother(token.reference)) {
            try await scene.broker.prove(token, ticket: ticket.value.text, cookie: nil)
        }
        await expectNothing(for: cookie, token, scene)
        await #expect(throws: Refusal.self) {
            try await scene.broker.prove(token, ticket: ticket.value.text, cookie: cookie)
        }
        await #expect(throws: Refusal.self) { try await scene.broker.depart(from: token, cookie: cookie) }
        #expect(try scene.members == ["owner"])
        #expect(try scene.audit.map { [$0.event, $0.outcome, $0.rule] } == [["login", "denied", "RPL-04"]])
        #expect(try scene.audit.last?.detail.contains("alice@example.com") == true)
        guard case .refused = try await scene.redeem(token, "ABCD-EFGH") else {
            Issue.record("the terminal goes on waiting")
            return
        }
    }

    private func expectNothing(for cookie: String, _ token: SignInToken, _ scene: Scene) async {
        await #expect(throws: Refusal.self) { try await scene.broker.code(of: token, cookie: cookie) }
        await #expect(throws: Refusal.self) { try await scene.broker.look(at: token, cookie: cookie) }
    }

    @Test func `a guessed ticket is worth nothing and ends nothing`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let (cookie, relayState) = try await scene.depart(token)
        let ticket = try await scene.broker.receive(scene.response("alice@example.com", to: relayState))
        for guess in ["", "guess", String(ticket.value.text.dropLast())] {
            for carried in [nil, cookie] {
                await #expect(throws: Refusal.over(token.reference)) {
                    try await scene.broker.prove(token, ticket: guess, cookie: carried)
                }
            }
        }
        let browser = try await scene.broker.prove(token, ticket: ticket.value.text, cookie: cookie)
        _ = try await scene.broker.code(of: token, cookie: browser.text)
    }

    @Test func `a ticket is good once`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let (cookie, relayState) = try await scene.depart(token)
        let ticket = try await scene.broker.receive(scene.response("alice@example.com", to: relayState))
        let browser = try await scene.broker.prove(token, ticket: ticket.value.text, cookie: cookie)
        for carried in [nil, cookie, browser.text] {
            await #expect(throws: Refusal.over(token.reference)) {
                try await scene.broker.prove(token, ticket: ticket.value.text, cookie: carried)
            }
        }
        _ = try await scene.broker.code(of: token, cookie: browser.text)
    }

    @Test func `a response that runs out before its browser comes is refused`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let (cookie, relayState) = try await scene.depart(token)
        let ticket = try await scene.broker.receive(scene.response("alice@example.com", to: relayState))
        scene.clock.advance(300)
        await #expect(throws: Refusal.self) {
            try await scene.broker.prove(token, ticket: ticket.value.text, cookie: cookie)
        }
        #expect(try scene.members == ["owner"])
        #expect(try scene.audit.last?.rule == "ASRT-06")
    }

    @Test func `a response that runs out before its code is typed is refused`() async throws {
        let scene = try Scene()
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        scene.clock.advance(300)
        #expect(
            try await scene.redeem(token, code) == .refused(.tookTooLong, reference: token.reference))
        #expect(try scene.members == ["owner"])
        #expect(try scene.audit.last?.rule == "ASRT-06")
        #expect(
            try await scene.redeem(token, code) == .refused(.refusedInBrowser, reference: token.reference))
    }
}
