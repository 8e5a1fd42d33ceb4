import Policy
import Store
import Testing
import Wire

@testable import Helper

/// Responses that a program hands over, without a browser.
struct PresentationTests {
    private func present(
        _ scene: Scene, _ response: String, for login: String = "alice", service: String = "dovecot",
        as uid: UInt32 = 0
    ) async throws -> Reply {
        let origin = Origin(service: [UInt8](service.utf8), remoteHost: [], terminal: [])
        return await scene.broker.answer(
            .present(try scene.account(login), origin, response: [UInt8](response.utf8)),
            askedBy: PeerCredentials(pid: 1, uid: uid, gid: uid))
    }

    private func refusal(_ reply: Reply) -> String? {
        guard case .refused(let text, _) = reply else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    @Test func `a response that answers no request lets its person in, once`() async throws {
        let scene = try Scene(presenters: ServiceList("dovecot"))
        let response = "alice@example.com - first"
        #expect(try await present(scene, response) == .granted(scene.account("alice")))
        #expect(try scene.audit.last?.outcome == "allowed")
        #expect(try await refusal(present(scene, response))?.contains("used before") == true)
        #expect(try scene.audit.last?.rule == "RPL-01")
    }

    @Test func `a response to a request of this host is none that may be handed over`() async throws {
        let scene = try Scene(presenters: ServiceList("dovecot"))
        let token = try await scene.begin()
        let (_, relayState) = try await scene.depart(token)
        #expect(try await refusal(present(scene, "alice@example.com _\(relayState) 1")) != nil)
    }

    @Test func `an address that became another member's is refused, written down and used up`() async throws {
        let scene = try Scene(presenters: ServiceList("dovecot"))
        for name in ["alice", "bob"] {
            #expect(
                try await present(scene, "\(name)@example.com - \(name)", for: name)
                    == .granted(scene.account(name)))
        }
        let before = try scene.audit.count
        let response = "alice@example.com=bob@example.com - changed"
        #expect(
            try await refusal(present(scene, response))
                == "Your e-mail address has another account here. Ask an owner of your organisation.")
        #expect(try scene.audit.count == before + 1)
        #expect(try scene.audit.last?.rule == "ATTR-08")
        #expect(try scene.audit.last?.outcome == "denied")
        #expect(try await refusal(present(scene, response))?.contains("used before") == true)
    }

    @Test func `a service that is not listed hands nothing over`() async throws {
        for list in ["", "imap", "dovecot2 dove"] {
            let scene = try Scene(presenters: ServiceList(list))
            #expect(
                try await refusal(present(scene, "alice@example.com - 1"))
                    == TerminalSentence.mayNotPresent.rawValue)
            #expect(try scene.audit.last?.rule == "RESP-08")
            #expect(try scene.members == ["owner"])
        }
    }

    @Test func `a response lets nobody into another one's account`() async throws {
        let scene = try Scene(presenters: ServiceList("dovecot"))
        #expect(try await refusal(present(scene, "bob@example.com - 1", for: "alice")) != nil)
        #expect(try scene.members == ["owner"])
    }

    @Test func `a user who is not root hands over a response for their own account only`() async throws {
        // What such a program says of its service counts for nothing.
        let scene = try Scene(presenters: ServiceList("dovecot"))
        _ = try await present(scene, "alice@example.com - 1")
        let alice = try scene.account("alice")
        #expect(try await refusal(present(scene, "alice@example.com - 2", as: alice.uid)) != nil)
        #expect(try await refusal(present(scene, "alice@example.com - 2", as: 1003)) != nil)
    }
}
