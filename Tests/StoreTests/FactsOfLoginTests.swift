import Policy
import Testing

@testable import Store

@Suite struct FactsOfLoginTests {
    let temporary: TemporaryStore
    init() throws { temporary = try TemporaryStore() }

    private func subject(_ store: borrowing Store, _ login: String, uid: UInt32?, isLocal: Bool) throws
        -> Subject
    {
        try store.facts(login: LoginName(login)!, uid: uid, isLocal: isLocal, at: at(0)).memberships[0]
            .subject
    }

    private func populated() throws -> Store {
        let store = try temporary.makeReady()
        try store.addMember(
            NewMember(
                email: EmailAddress("olivia@corp.example")!, displayName: "", role: .owner,
                login: LoginName("olivia")!,
                managed: nil), at: at(1))
        try store.addMember(
            NewMember(
                email: EmailAddress("alice@corp.example")!, displayName: "", role: .member,
                login: LoginName("alice")!,
                managed: .init(uid: 1_900_000_000, home: "/home/alice", shell: "/bin/sh")), at: at(1))
        return store
    }

    @Test func `root, system accounts, strangers and names that do not resolve are not managed`() throws {
        let store = try populated()
        #expect(try subject(store, "root", uid: 0, isLocal: true) == .unmanaged)
        #expect(try subject(store, "olivia", uid: 999, isLocal: true) == .unmanaged)
        #expect(try subject(store, "backup", uid: 2_000, isLocal: true) == .unmanaged)
        #expect(try subject(store, "ldap", uid: 50_000, isLocal: false) == .unmanaged)
        #expect(try subject(store, "nobodyhere", uid: nil, isLocal: false) == .unmanaged)
    }

    @Test func `members are found where their account is, and nowhere else`() throws {
        let store = try populated()
        #expect(
            try subject(store, "olivia", uid: 1_000, isLocal: true)
                == .member(role: .owner, status: .active, account: .local))
        #expect(
            try subject(store, "alice", uid: 1_900_000_000, isLocal: false)
                == .member(role: .member, status: .active, account: .managed))
        #expect(try subject(store, "alice", uid: 1_900_000_001, isLocal: false) == .unknown)
        #expect(try subject(store, "alice", uid: 1_000, isLocal: true) == .unmanaged)
    }

    @Test func `a managed uid without a member is somebody unknown`() throws {
        let store = try populated()
        #expect(try subject(store, "newcomer", uid: 1_900_000_002, isLocal: false) == .unknown)
    }

    @Test func `the claim that counts is the one on the member's own domain`() throws {
        let store = try populated()
        try store.addClaim(on: DomainName("later.example")!, token: "later", at: at(5), firstCheck: nil)
        try store.addMember(
            NewMember(
                email: EmailAddress("zoe@later.example")!, displayName: "", role: .member,
                login: LoginName("zoe")!,
                managed: .init(uid: 1_900_000_003, home: "/home/zoe", shell: "/bin/sh")), at: at(6))
        let facts = try store.facts(login: LoginName("zoe")!, uid: 1_900_000_003, isLocal: false, at: at(7))
            .memberships[0]
        #expect(facts.claim?.state == .pending)
        #expect(facts.hasVerifiedDomain)
    }

    @Test
    func `a released and re-claimed domain is pending, a verified one stays verified beside a tombstone`()
        throws
    {
        let store = try populated()
        let domain = DomainName("corp.example")!
        try store.move(domain, to: .withdrawn, at: at(2))
        #expect(try store.claim(on: domain)?.state == .withdrawn)
        try store.addClaim(on: domain, token: "second", at: at(3), firstCheck: nil)
        #expect(try store.claim(on: domain)?.state == .pending)
        #expect(try store.facts(ofUnknownAt: at(4)).hasVerifiedDomain == false)
        try store.move(domain, to: .verified, at: at(4))
        #expect(try store.claim(on: domain)?.token == "second")
    }

    @Test func `a name has one open claim, and one holder`() throws {
        let store = try populated()
        #expect(throws: StoreError.conflict) {
            try store.addClaim(
                on: DomainName("corp.example")!, token: "other", at: at(1), firstCheck: nil)
        }
    }

    @Test func `names, uids and addresses are never given twice`() throws {
        let store = try populated()
        try store.setStatus(.removed, of: store.member(login: LoginName("alice")!)!)
        let taken: [(String, String, UInt32)] = [
            ("alice@corp.example", "other", 1_900_000_009), ("new@corp.example", "alice", 1_900_000_009),
            ("new@corp.example", "other", 1_900_000_000),
        ]
        for (email, login, uid) in taken {
            #expect(throws: StoreError.conflict) {
                try store.addMember(
                    NewMember(
                        email: EmailAddress(email)!, displayName: "", role: .member, login: LoginName(login)!,
                        managed: .init(uid: uid, home: "/home/x", shell: "/bin/sh")), at: at(2))
            }
        }
    }

    @Test func `the uid a name gets is the first that nobody has or had`() throws {
        let store = try populated()
        let login = LoginName("carol")!
        let first = try store.nextUID(for: login)
        #expect(first == UIDRange.candidate(for: login))
        try store.addMember(
            NewMember(
                email: EmailAddress("someone@corp.example")!, displayName: "", role: .member,
                login: LoginName("someone")!,
                managed: .init(uid: first, home: "/home/someone", shell: "/bin/sh")), at: at(2))
        #expect(try store.nextUID(for: login) == UIDRange.next(after: first))
    }
}
