import Policy
import Store
import Testing

@testable import Helper

/// The identity provider's metadata runs out at some step of a sign-in.
@Suite struct ExpiredMetadataTests {
    private let scene: Scene

    init() throws {
        scene = try Scene()
        let store = try Store(path: scene.storePath, access: .write)
        let provider = try #require(try store.identityProvider())
        try store.replaceDescription(
            with: IdentityProvider(
                name: provider.name, entityID: provider.entityID, signInURL: provider.signInURL,
                certificates: provider.certificates, changedAt: provider.changedAt,
                validUntil: UnixTime(seconds: scene.clock.now.seconds + 100)))
    }

    @Test func `until then people sign in`() async throws {
        scene.clock.advance(99)
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        #expect(try await scene.redeem(token, code) == .granted(scene.account("alice")))
    }

    @Test func `nobody is sent to it any more`() async throws {
        let token = try await scene.begin()
        scene.clock.advance(100)
        await #expect { try await scene.broker.depart(from: token, cookie: nil) } throws: {
            ($0 as? Refusal)?.sentence.contains("metadata") == true
        }
    }

    @Test func `its response is refused`() async throws {
        let token = try await scene.begin()
        let (cookie, relayState) = try await scene.depart(token)
        scene.clock.advance(100)
        await #expect(throws: Refusal.self) {
            try await scene.bring(scene.response("alice@example.com", to: relayState), cookie: cookie)
        }
        #expect(try scene.audit.last?.rule == "META-04")
    }

    @Test func `a response that came before is not proven any more`() async throws {
        let token = try await scene.begin()
        let (cookie, relayState) = try await scene.depart(token)
        let ticket = try await scene.broker.receive(scene.response("alice@example.com", to: relayState))
        scene.clock.advance(100)
        await #expect(throws: Refusal.self) {
            try await scene.broker.prove(token, ticket: ticket.value.text, cookie: cookie)
        }
        #expect(try scene.audit.last?.rule == "META-04")
    }

    @Test func `a code that was shown before is worth nothing`() async throws {
        let token = try await scene.begin()
        let code = try await scene.signIn(token)
        scene.clock.advance(100)
        guard case .refused = try await scene.redeem(token, code) else {
            Issue.record("admitted")
            return
        }
        #expect(try scene.members == ["owner"])
    }
}
