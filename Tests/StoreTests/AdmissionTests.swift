import Policy
import Testing

@testable import Store

@Suite struct AdmissionTests {
    let temporary: TemporaryStore
    init() throws { temporary = try TemporaryStore() }

    static func person(_ name: String, domain: String = "corp.example", id: String? = nil)
        -> AssertedPerson
    {
        AssertedPerson(
            identityProvider: "https://idp.example", nameFormat: "persistent", nameQualifier: "",
            spNameQualifier: "",
            nameID: id ?? "id-of-\(name)", email: EmailAddress("\(name)@\(domain)")!, displayName: name)
    }

    /// Signs `person` in for the account `login` with a fresh assertion, the provisioning rule being "local part, then -2".
    func admit(
        _ store: borrowing Store, _ person: AssertedPerson, login: String? = nil, uid: UInt32? = nil,
        assertion: String = "a-\(UInt64.random(in: 0 ... .max))", response: String? = nil,
        isRehearsal: Bool = false, verifiedBy verifier: IdentityProvider? = nil, at time: Int64 = 100
    ) throws -> Admission {
        let name = LoginName(login ?? String(decoding: person.email.localPart, as: UTF8.self))!
        return try store.admit(
            person, of: corp, verifiedBy: verifier ?? temporary.provider,
            used: UsedAssertion(
                responseID: response ?? "r-\(assertion)", assertionID: assertion, expiresAt: at(time + 500)),
            sought: SoughtAccount(login: name, uid: try uid ?? store.nextUID(for: name)), at: at(time),
            isRehearsal: isRehearsal
        ) { (isTaken) throws(StoreError) in
            let base = LoginName(String(decoding: person.email.localPart, as: UTF8.self).lowercased())!
            if try !isTaken(base) { return .named(base, home: "/home/\(base)", shell: "/bin/sh") }
            let second = LoginName("\(base)-2")!
            return .named(second, home: "/home/\(second)", shell: "/bin/sh")
        }
    }

    /// As `makeReady`, the identity provider proven by the owner.
    func readyStore() throws -> Store {
        let store = try temporary.makeReady()
        let owner = EmailAddress("olivia@corp.example")!
        try store.addMember(
            NewMember(email: owner, displayName: "", role: .owner, login: LoginName("olivia")!, managed: nil),
            at: at(1))
        try store.allowLinking(store.member(email: owner)!)
        guard case .admitted = try admit(store, Self.person("olivia"), uid: 1_000) else {
            Issue.record("the owner was not admitted")
            return store
        }
        return store
    }

    @Test func `the first sign-in creates the member with the uid that was seen, the second finds them`()
        throws
    {
        let store = try readyStore()
        let seen = try store.nextUID(for: LoginName("alice")!)
        guard
            case .admitted(let alice, let decision, isNew: true) = try admit(
                store, Self.person("alice"), uid: seen)
        else {
            Issue.record("not created")
            return
        }
        #expect(alice.uid == seen)
        #expect(alice.role == .member)
        #expect(decision.row == .justInTime)
        guard
            case .admitted(let again, let second, isNew: false) = try admit(
                store, Self.person("alice"), uid: seen)
        else {
            Issue.record("not found again")
            return
        }
        #expect(again.id == alice.id)
        #expect(second.row == .memberBySSO)
    }

    @Test func `an assertion is used once, a response too`() throws {
        let store = try readyStore()
        _ = try admit(store, Self.person("alice"), assertion: "one", response: "two")
        let uid = try store.member(login: LoginName("alice")!)?.uid
        #expect(
            try admit(store, Self.person("alice"), uid: uid, assertion: "one", response: "three") == .replayed
        )
        #expect(
            try admit(store, Self.person("alice"), uid: uid, assertion: "four", response: "two") == .replayed)
    }

    @Test func `a refused assertion is used up too, and nothing is created`() throws {
        let store = try readyStore()
        #expect(
            try admit(store, Self.person("bob"), login: "alice", assertion: "one")
                == .wrongAccount(theirs: LoginName("bob")!))
        #expect(try admit(store, Self.person("bob"), assertion: "one") == .replayed)
        #expect(try store.members().count == 1)
    }

    @Test func `a uid other than the one that was seen refuses and creates nothing`() throws {
        let store = try readyStore()
        #expect(try admit(store, Self.person("alice"), uid: 2_000_000_000) == .uidChanged)
        #expect(try store.member(login: LoginName("alice")!) == nil)
    }

    @Test func `a uid beside one that was given within the hour is not given yet`() throws {
        let store = try readyStore()
        // These names have one first uid.
        let (victim, other) = (LoginName("victim")!, LoginName("mdkpgrab")!)
        #expect(UIDRange.candidate(for: victim) == UIDRange.candidate(for: other))
        guard case .admitted = try admit(store, Self.person("victim")) else {
            Issue.record("the first one was refused")
            return
        }
        #expect(try admit(store, Self.person("mdkpgrab"), assertion: "two") == .uidUnsettled)
        #expect(try store.member(login: other) == nil)
        let later = try admit(store, Self.person("mdkpgrab"), assertion: "three", at: 3_700)
        guard case .admitted(let member, _, isNew: true) = later else {
            Issue.record("refused after an hour: \(later)")
            return
        }
        #expect(member.uid == UIDRange.next(after: UIDRange.candidate(for: victim)))
    }

    @Test func `an unclaimed domain and a subdomain are refused by row 11`() throws {
        let store = try readyStore()
        for domain in ["other.example", "sub.corp.example", "corp.example.example"] {
            guard case .refused(let decision) = try admit(store, Self.person("eve", domain: domain)) else {
                Issue.record("\(domain) was admitted")
                continue
            }
            #expect(decision.row == .domainNotClaimed)
        }
        #expect(try store.members().count == 1)
    }

    @Test func `with provisioning off, or the identity provider unproven, nobody is created`() throws {
        let unproven = try temporary.makeReady()
        guard case .refused(let decision) = try admit(unproven, Self.person("alice")) else {
            Issue.record("created while unproven")
            return
        }
        #expect(decision.row == .notAMember)
        try unproven.setJITEnabled(false)
        guard case .refused(let second) = try admit(unproven, Self.person("alice")) else {
            Issue.record("created while off")
            return
        }
        #expect(second.reason == .provisioning(.switchedOff))
        #expect(try unproven.members().isEmpty)
    }

    @Test func `an account with a password is not linked by e-mail until that is allowed, once`() throws {
        let store = try temporary.makeReady()
        let email = EmailAddress("olivia@corp.example")!
        try store.addMember(
            NewMember(email: email, displayName: "", role: .owner, login: LoginName("olivia")!, managed: nil),
            at: at(1))
        #expect(try admit(store, Self.person("olivia"), uid: 1_000) == .notLinked(LoginName("olivia")!))
        try store.allowLinking(store.member(email: email)!)
        guard
            case .admitted(let member, _, isNew: false) = try admit(store, Self.person("olivia"), uid: 1_000)
        else {
            Issue.record("not linked")
            return
        }
        #expect(member.role == .owner)
        #expect(
            try admit(store, Self.person("olivia", id: "another identity"), uid: 1_000)
                == .notLinked(LoginName("olivia")!))
    }

    @Test func `an invitation is linked with its role at the first sign-in`() throws {
        let store = try readyStore()
        let login = LoginName("ada")!
        let uid = try store.nextUID(for: login)
        try store.addMember(
            NewMember(
                email: EmailAddress("ada@corp.example")!, displayName: "Ada", role: .admin, login: login,
                managed: .init(uid: uid, home: "/home/ada", shell: "/bin/sh")), at: at(1))
        try store.setJITEnabled(false)
        guard case .admitted(let member, _, isNew: false) = try admit(store, Self.person("ada"), uid: uid)
        else {
            Issue.record("not linked")
            return
        }
        #expect(member.role == .admin)
    }

    @Test(arguments: [MemberStatus.suspended, .removed])
    func `suspended and removed people stay out, by identity and by e-mail`(status: MemberStatus) throws {
        let store = try readyStore()
        _ = try admit(store, Self.person("alice"))
        let alice = try #require(try store.member(login: LoginName("alice")!))
        try store.setStatus(status, of: alice)
        for person in [Self.person("alice"), Self.person("alice", id: "new identity")] {
            guard case .refused(let decision) = try admit(store, person, uid: alice.uid) else {
                Issue.record("let in")
                continue
            }
            #expect(decision.row == .notActive)
        }
    }

    @Test func `the identity is compared byte for byte, format and qualifiers included`() throws {
        let store = try readyStore()
        _ = try admit(store, Self.person("alice"))
        let uid = try store.member(login: LoginName("alice")!)?.uid
        var changed = [AssertedPerson](repeating: Self.person("alice"), count: 4)
        changed[0].nameID = "ID-of-alice"
        changed[1].nameFormat = "other"
        changed[2].nameQualifier = "other"
        changed[3].spNameQualifier = "other"
        for person in changed {
            #expect(try admit(store, person, uid: uid) == .notLinked(LoginName("alice")!))
        }
    }

    @Test
    func `a second person with the same local part gets the next name, and never the first one's account`()
        throws
    {
        let store = try readyStore()
        try store.addClaim(on: DomainName("two.example")!, token: "t2", at: at(0), firstCheck: nil)
        try store.move(DomainName("two.example")!, to: .verified, at: at(0))
        _ = try admit(store, Self.person("alice"))
        let second = Self.person("alice", domain: "two.example", id: "another")
        #expect(try admit(store, second) == .wrongAccount(theirs: LoginName("alice-2")!))
        guard case .admitted(let member, _, isNew: true) = try admit(store, second, login: "alice-2") else {
            Issue.record("not created")
            return
        }
        #expect(member.email == second.email)
    }

    @Test func `a sign-in proves the identity provider`() throws {
        let store = try readyStore()
        #expect(try store.identityProvider()?.facts.isProven == true)
    }

    @Test(arguments: [-50, 0, 50, 1_000] as [Int64])
    func `a new configuration is unproven until a sign-in through it, whatever the clock says`(time: Int64)
        throws
    {
        let store = try readyStore()
        let old = try #require(try store.identityProvider())
        let new = IdentityProvider(
            name: "idp", entityID: old.entityID, signInURL: old.signInURL, certificates: old.certificates,
            changedAt: old.nextChange(at: at(time)))
        try store.replaceDescription(with: new, of: corp)
        #expect(try store.identityProvider()?.facts.isProven == false)
        #expect(
            try admit(store, Self.person("olivia"), uid: 1_000, verifiedBy: old) == .identityProviderChanged)
        #expect(try store.identityProvider()?.facts.isProven == false)
        guard case .admitted = try admit(store, Self.person("olivia"), uid: 1_000, verifiedBy: new) else {
            Issue.record("the owner was not admitted")
            return
        }
        let proven = try #require(try store.identityProvider())
        #expect(proven.facts.isProven)
        #expect(proven.isConfigured(like: new) && !proven.isConfigured(like: old))
    }

    @Test func `a permission to link ends with the next sign-in, whichever identity it is with`() throws {
        let store = try readyStore()
        let email = try #require(EmailAddress("olivia@corp.example"))
        try store.allowLinking(#require(try store.member(email: email)))
        guard case .admitted = try admit(store, Self.person("olivia"), uid: 1_000) else {
            Issue.record("the owner was not admitted")
            return
        }
        #expect(try store.member(email: email)?.mayLink == false)
        #expect(
            try admit(store, Self.person("olivia", id: "another identity"), uid: 1_000)
                == .notLinked(LoginName("olivia")!))
    }

    @Test func `a rehearsal tells what would happen, and changes nothing`() throws {
        let store = try readyStore()
        guard
            case .admitted(let member, _, isNew: true) = try admit(
                store, Self.person("alice"), assertion: "one", isRehearsal: true)
        else {
            Issue.record("would not be created")
            return
        }
        #expect(member.login == LoginName("alice"))
        #expect(try store.member(login: LoginName("alice")!) == nil)
        guard case .admitted(_, _, isNew: true) = try admit(store, Self.person("alice"), assertion: "one")
        else {
            Issue.record("the rehearsal used the assertion up")
            return
        }
    }

    @Test func `what other keys than the configured ones vouched for is refused, and not used up`() throws {
        let store = try readyStore()
        let configured = temporary.provider
        let others = [
            IdentityProvider(
                name: "idp", entityID: configured.entityID, signInURL: configured.signInURL,
                certificates: [.init(der: [9], validity: configured.certificates[0].validity)],
                changedAt: at(0)),
            IdentityProvider(
                name: "idp", entityID: configured.entityID, signInURL: configured.signInURL,
                certificates: configured.certificates, changedAt: at(50)),
            IdentityProvider(
                name: "idp", entityID: "https://other.example", signInURL: configured.signInURL,
                certificates: configured.certificates, changedAt: at(0)),
        ]
        for other in others {
            #expect(
                try admit(store, Self.person("alice"), assertion: "one", verifiedBy: other)
                    == .identityProviderChanged)
        }
        #expect(try store.member(login: LoginName("alice")!) == nil)
        guard case .admitted = try admit(store, Self.person("alice"), assertion: "one") else {
            Issue.record("refused under the configured keys")
            return
        }
        try store.removeIdentityProvider(of: corp, isForced: true)
        #expect(try admit(store, Self.person("bob")) == .identityProviderChanged)
    }
}
