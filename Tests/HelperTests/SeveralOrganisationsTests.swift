import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Policy
import Store
import Testing

@testable import Helper

/// A second organisation beside the scene's own: which one a sign-in goes through, and what the page tells before that is known.
struct SeveralOrganisationsTests {
    private static let second = "https://idp.second.example"

    /// A scene with the organisation Second, which holds second.example and lets new people in. Returns its key, too.
    private func scene() throws -> (Scene, Organisation.ID) {
        let scene = try Scene()
        let now = scene.clock.now
        let store = try Store(path: scene.storePath, access: .write)
        let second = try store.createOrganisation(name: "Second", at: now)
        try store.addClaim(
            on: DomainName("second.example")!, of: second, token: "second", at: now, firstCheck: nil)
        var claim = try #require(try store.claim(on: DomainName("second.example")!, of: second))
        claim.state = .verified
        try store.update(claim)
        try store.setJITEnabled(true, of: second)
        let validity = IdentityProviderFacts.Validity(
            notBefore: UnixTime(seconds: 0), notAfter: UnixTime(seconds: 4_000_000_000))
        let provider = IdentityProvider(
            name: "second", entityID: Self.second, signInURL: Self.second + "/sso",
            certificates: [IdentityProvider.SigningCertificate(der: [2], validity: validity)], changedAt: now)
        try store.addIdentityProvider(provider, of: second)
        let theirs = LoginName("theirs")!
        try store.addMember(
            NewMember(
                email: EmailAddress("theirs@second.example")!, displayName: "", role: .owner, login: theirs,
                managed: .init(
                    uid: UIDRange.candidate(for: theirs), home: "/home/theirs", shell: "/bin/sh")),
            of: second, at: now)
        var person = try Scene.person("theirs@second.example")
        person.identityProvider = Self.second
        let admission = try store.admit(
            person, of: second, verifiedBy: provider,
            used: UsedAssertion(responseID: "r2", assertionID: "a2", expiresAt: now),
            sought: SoughtAccount(login: theirs, uid: UIDRange.candidate(for: theirs)), at: now
        ) { (_) throws(StoreError) in .refused("") }
        guard case .admitted = admission else { throw StoreError.conflict }
        return (scene, second)
    }

    private func isAskedForAddress(_ scene: Scene, _ token: SignInToken) async throws -> Bool {
        switch try await scene.broker.look(at: token, cookie: nil) {
        case .address: true
        case .question, .code: false
        }
    }

    @Test func `a member is not asked, somebody new is`() async throws {
        let (scene, _) = try scene()
        #expect(try await isAskedForAddress(scene, scene.begin("new")))
        let member = try await scene.begin("theirs")
        guard case .question(_, let url) = try await scene.broker.look(at: member, cookie: nil) else {
            Issue.record("asked")
            return
        }
        #expect(url == Self.second + "/sso")
    }

    @Test func `where nobody new is let in by the other organisation, nobody is asked`() async throws {
        let (scene, second) = try scene()
        try Store(path: scene.storePath, access: .write).setJITEnabled(false, of: second)
        #expect(try await !isAskedForAddress(scene, scene.begin("new")))
    }

    @Test func `the holder of the address' domain is asked, and the person created there`() async throws {
        let (scene, second) = try scene()
        for (login, domain, organisation) in [
            ("ann", "second.example", second), ("ben", "example.com", corp),
        ] {
            let token = try await scene.begin(login)
            await #expect(throws: Refusal.self) { try await scene.depart(token) }
            try await scene.broker.choose(for: token, byAddress: "whoever@\(domain)")
            #expect(try await !isAskedForAddress(scene, token))
            let code = try await scene.signIn(token, as: "\(login)@\(domain)")
            #expect(try await scene.redeem(token, code, as: login) == .granted(try scene.account(login)))
            let store = try Store(path: scene.storePath, access: .read)
            #expect(try store.memberships(login: LoginName(login)!).map(\.organisation) == [organisation])
        }
    }

    @Test func `an address that leads nowhere is refused in the same words, and three of them end it`()
        async throws
    {
        let (scene, second) = try scene()
        let store = try Store(path: scene.storePath, access: .write)
        try store.addClaim(
            on: DomainName("pending.example")!, of: second, token: "p", at: scene.clock.now, firstCheck: nil)
        var sentences: Set<String> = []
        for address in [
            "a@nowhere.example", "a@pending.example", "", "a@second.example ", "a@sub.second.example",
        ] {
            let token = try await scene.begin("new")
            do {
                try await scene.broker.choose(for: token, byAddress: address)
            } catch {
                sentences.insert(error.sentence)
            }
            #expect(try await isAskedForAddress(scene, token), "\(address)")
        }
        #expect(sentences.count == 1)

        let token = try await scene.begin("new")
        for _ in 0..<3 {
            await #expect(throws: Refusal.self) {
                try await scene.broker.choose(for: token, byAddress: "a@nowhere.example")
            }
        }
        await #expect(throws: Refusal.self) {
            try await scene.broker.choose(for: token, byAddress: "a@second.example")
        }
        await #expect(throws: Refusal.self) { try await scene.broker.look(at: token, cookie: nil) }
    }

    @Test func `what was chosen stays, and ends with what allowed it`() async throws {
        let (scene, second) = try scene()
        let token = try await scene.begin("new")
        try await scene.broker.choose(for: token, byAddress: "new@second.example")
        await #expect(throws: Refusal.self) {
            try await scene.broker.choose(for: token, byAddress: "new@example.com")
        }
        try Store(path: scene.storePath, access: .write).setJITEnabled(false, of: second)
        await #expect(throws: Refusal.self) { try await scene.depart(token) }
    }

    @Test func `a response is judged by the provider that was asked, and for its organisation alone`()
        async throws
    {
        let (scene, _) = try scene()
        let token = try await scene.begin("new")
        try await scene.broker.choose(for: token, byAddress: "new@second.example")
        // Second's provider names somebody with an address of the other organisation.
        await #expect(throws: Refusal.self) { try await scene.signIn(token, as: "new@example.com") }
        #expect(try scene.audit.last?.rule == "row 4")
        #expect(
            try Store(path: scene.storePath, access: .read).memberships(login: LoginName("new")!).isEmpty)
    }

    @Test func `the page that asks tells of no organisation and no provider`() async throws {
        let (scene, _) = try scene()
        let token = try await scene.begin("new")
        let site = SignInSite(
            broker: scene.broker, pages: try Pages(host: scene.host, random: scene.random), host: scene.host,
            metadata: "<md/>", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await Application(router: site.router()).test(.router) { browser in
            let page = try await browser.execute(uri: "/s/\(token.text)", method: .get)
            let text = String(buffer: page.body) + "\(page.headers)"
            #expect(text.contains("name=\"email\""))
            #expect(page.headers[.contentSecurityPolicy]?.contains("form-action 'self';") == true)
            for name in ["Second", "Example", "second.example", "idp."] {
                #expect(!text.contains(name), "\(name)")
            }

            let wrong = try await browser.execute(
                uri: "/s/\(token.text)", method: .post, body: ByteBuffer(string: "email=a%40nowhere.example"))
            #expect(wrong.status == .forbidden)
            let right = try await browser.execute(
                uri: "/s/\(token.text)", method: .post,
                body: ByteBuffer(string: "email=+new%40second.example+"))
            #expect(right.status == .seeOther)
            #expect(right.headers[.location]?.hasSuffix("/s/\(token.text)") == true)
            let departure = try await browser.execute(uri: "/s/\(token.text)", method: .post)
            #expect(departure.headers[.location]?.hasPrefix(Self.second + "/sso?") == true)
        }
    }

    @Test(arguments: ["", "email", "mail=a%40b.example", "email=%4", "email=a&email=b%", "email=%FF"])
    func `a form that is not the page's own is not read`(body: String) {
        #expect(AddressForm(body: body.utf8) == nil)
    }

    @Test func `white space around an address is left out`() {
        #expect(AddressForm(body: "email=++a%40b.example%0D%0A".utf8)?.address == "a@b.example")
    }
}
