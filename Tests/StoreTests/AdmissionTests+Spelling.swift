import Policy
import Testing

@testable import Store

/// People whom the identity provider writes in another way than before.
extension AdmissionTests {
    @Test(arguments: [MemberStatus.active, .suspended, .removed])
    func `nobody comes back as somebody new by another spelling`(status: MemberStatus) throws {
        let store = try readyStore()
        let id = "alice@corp.example"
        _ = try admit(store, Self.person("alice", id: id))
        let alice = try #require(try store.member(login: LoginName("alice")!))
        try store.setStatus(status, of: alice)
        var spellings = [Self.person("renamed", id: id)]
        for name in ["alice", "Alice", "ALICE"] {
            for id in [id, "Alice@corp.example", "anything"] { spellings.append(Self.person(name, id: id)) }
        }
        for var person in spellings {
            for format in ["persistent", "emailAddress"] {
                person.nameFormat = format
                let admission = try admit(store, person, login: "alice", uid: alice.uid, isRehearsal: true)
                let isKnown = person.nameID == id && format == "persistent"
                switch (status, admission) {
                case (.active, .admitted(alice, _, isNew: false)): #expect(isKnown)
                case (.active, .notLinked(alice.login)): #expect(!isKnown)
                case (.suspended, .refused(let decision)), (.removed, .refused(let decision)):
                    #expect(decision.row == .notActive)
                default: Issue.record("\(person.email), \(person.nameID), \(format): \(admission)")
                }
            }
        }
    }

    @Test func `another spelling of its address neither takes an invitation nor loses it`() throws {
        let store = try readyStore()
        let login = LoginName("ada")!
        let uid = try store.nextUID(for: login)
        try store.addMember(
            NewMember(
                email: EmailAddress("ada@corp.example")!, displayName: "Ada", role: .owner, login: login,
                managed: .init(uid: uid, home: "/home/ada", shell: "/bin/sh")), of: corp, at: at(1))
        #expect(try admit(store, Self.person("Ada"), login: "ada", uid: uid) == .notLinked(login))
        guard case .admitted(let ada, _, isNew: false) = try admit(store, Self.person("ada"), uid: uid) else {
            Issue.record("not linked")
            return
        }
        #expect(ada.role == .owner)
    }

    @Test func `an invitation is for the address that it was corrected to, which is nobody else's`() throws {
        let store = try readyStore()
        let login = LoginName("ada")!
        let uid = try store.nextUID(for: login)
        try store.addMember(
            NewMember(
                email: EmailAddress("ada@corp.example")!, displayName: "Ada", role: .owner, login: login,
                managed: .init(uid: uid, home: "/home/ada", shell: "/bin/sh")), of: corp, at: at(1))
        _ = try admit(store, Self.person("alice"))
        let ada = try #require(try store.member(login: login))
        for taken in ["alice@corp.example", "ALICE@corp.example"] {
            #expect(throws: StoreError.conflict) { try store.setEmail(EmailAddress(taken)!, of: ada) }
        }
        try store.setEmail(EmailAddress("Ada@corp.example")!, of: ada)
        #expect(try admit(store, Self.person("ada"), login: "ada", uid: uid) == .notLinked(login))
        guard
            case .admitted(let member, _, isNew: false) = try admit(
                store, Self.person("Ada"), login: "ada", uid: uid)
        else {
            Issue.record("not linked")
            return
        }
        #expect(member.role == .owner)
        let alice = try #require(try store.member(login: LoginName("alice")!))
        try store.setStatus(.suspended, of: alice)
        #expect(throws: StoreError.conflict) { try store.setEmail(EmailAddress("al@corp.example")!, of: alice) }
    }

    @Test func `a member whose identifier gets another format is linked again by permission`() throws {
        let store = try readyStore()
        _ = try admit(store, Self.person("alice"))
        let alice = try #require(try store.member(login: LoginName("alice")!))
        var person = Self.person("alice")
        person.nameFormat = "other"
        #expect(try admit(store, person, uid: alice.uid) == .notLinked(alice.login))
        try store.allowLinking(alice)
        guard case .admitted(_, _, isNew: false) = try admit(store, person, uid: alice.uid) else {
            Issue.record("not linked")
            return
        }
    }

    @Test func `an address is added once, in whichever case`() throws {
        let store = try readyStore()
        _ = try admit(store, Self.person("alice"))
        let login = LoginName("second")!
        let second = NewMember(
            email: EmailAddress("Alice@corp.example")!, displayName: "", role: .member, login: login,
            managed: .init(uid: try store.nextUID(for: login), home: "/home/second", shell: "/bin/sh"))
        #expect(throws: StoreError.conflict) { try store.addMember(second, of: corp, at: at(2)) }
        try store.setStatus(.removed, of: #require(try store.member(login: LoginName("alice")!)))
        #expect(throws: StoreError.conflict) { try store.addMember(second, of: corp, at: at(2)) }
        #expect(try store.member(spelledLike: second.email, of: corp)?.login == LoginName("alice"))
    }

    @Test func `whoever may not sign in is denied by address in whichever case`() throws {
        let store = try readyStore()
        _ = try admit(store, Self.person("alice"))
        let spelled = EmailAddress("Alice@corp.example")!
        #expect(try store.facts(email: spelled, at: at(100)).memberships.first?.subject == .unknown)
        try store.setStatus(.removed, of: #require(try store.member(login: LoginName("alice")!)))
        #expect(try decide(store.facts(email: spelled, at: at(100)), method: .sso).row == .notActive)
    }

    @Test(arguments: ["bob", "Bob"])
    func `a member whose address becomes another member's is refused, once`(name: String) throws {
        let store = try readyStore()
        _ = try admit(store, Self.person("alice"))
        _ = try admit(store, Self.person("bob"))
        let alice = try #require(try store.member(login: LoginName("alice")!))
        let renamed = Self.person(name, id: "id-of-alice")
        for isRehearsal in [true, false] {
            #expect(
                try admit(
                    store, renamed, login: "alice", uid: alice.uid, assertion: "one", isRehearsal: isRehearsal
                )
                    == .emailTaken(by: LoginName("bob")!))
        }
        #expect(try admit(store, renamed, login: "alice", uid: alice.uid, assertion: "one") == .replayed)
        #expect(try store.member(login: alice.login) == alice)
    }

    @Test func `a member's address may change in its case, and to one that is nobody's`() throws {
        let store = try readyStore()
        _ = try admit(store, Self.person("alice"))
        let uid = try store.member(login: LoginName("alice")!)?.uid
        for name in ["Alice", "alice.smith"] {
            let person = Self.person(name, id: "id-of-alice")
            guard case .admitted = try admit(store, person, login: "alice", uid: uid) else {
                Issue.record("\(name) was refused")
                continue
            }
            #expect(try store.member(login: LoginName("alice")!)?.email == person.email)
        }
    }
}
