import Policy
import Store
import Testing
import Wire

@testable import Helper

struct AdmissionRefusalTests {
    private func sentence(_ scene: Scene, _ login: String, as email: String) async throws -> String {
        let token = try await scene.begin(login)
        let (cookie, relayState) = try await scene.depart(token)
        do {
            _ = try await scene.bring(scene.response(email, to: relayState), cookie: cookie)
            return ""
        } catch let refusal as Refusal {
            return refusal.sentence
        }
    }

    @Test func `whoever signs in for another account is told which one is theirs`() async throws {
        let scene = try Scene()
        #expect(
            try await sentence(scene, "alice", as: "bob@example.com")
                == "You signed in as bob@example.com, whose account here is bob. Run: ssh bob@build7")
        #expect(try scene.members == ["owner"])
    }

    @Test func `without just-in-time provisioning nobody is created, and they are told to ask`() async throws
    {
        let scene = try Scene(jit: false)
        #expect(try await sentence(scene, "alice", as: "alice@example.com").contains("ask for an invitation"))
        #expect(try scene.members == ["owner"])
        #expect(try scene.audit.last?.rule == "row 10")
    }

    @Test func `a domain that nobody claimed lets nobody in`() async throws {
        let scene = try Scene()
        #expect(try await sentence(scene, "alice", as: "alice@example.org").contains("claimed domains"))
        #expect(try scene.audit.last?.rule == "row 11")
    }

    @Test func `an invited member with a credential is not linked by e-mail`() async throws {
        let scene = try Scene(jit: false)
        #expect(try await sentence(scene, "owner", as: "owner@example.com").contains("Ask an owner to link"))
        #expect(try scene.audit.last?.rule == "ATTR-08")
    }

    @Test func `another uid than the one seen at the start means trying again`() async throws {
        let scene = try Scene()
        let reply = await scene.broker.begin(wrongUID(), from: Scene.origin, askedBy: 0)
        guard case .started(_, let url, _) = reply else { throw Unexpected(reply) }
        let token = try #require(
            SignInToken(String(decoding: url, as: UTF8.self).split(separator: "/").last ?? ""))
        let (cookie, relayState) = try await scene.depart(token)
        await #expect(throws: Refusal.self) {
            try await scene.bring(scene.response("alice@example.com", to: relayState), cookie: cookie)
        }
        #expect(try scene.members == ["owner"])
    }
}

private func wrongUID() -> Account {
    Account(login: [UInt8]("alice".utf8), uid: UIDRange.managed.lowerBound)
}
