import Policy
import Testing

@testable import Store

/// Recovery codes in the store. A code is its own hash here.
@Suite struct RecoveryTests {
    let temporary: TemporaryStore
    init() throws { temporary = try TemporaryStore() }

    private static let owners = ["olivia", "oscar"]

    /// Two owners, an admin and a member, all with accounts of the host's own; the owners have three codes each.
    private func populated() throws -> Store {
        let store = try temporary.makeReady()
        for (name, role) in [("olivia", Role.owner), ("oscar", .owner), ("adam", .admin), ("mia", .member)] {
            try store.addMember(
                NewMember(
                    email: EmailAddress(name + "@corp.example")!, displayName: "", role: role,
                    login: LoginName(name)!, managed: nil), at: at(0))
        }
        for owner in Self.owners { try print(owner, store) }
        return store
    }

    private func print(_ name: String, _ store: borrowing Store, at seconds: Int64 = 0) throws {
        guard let owner = try store.member(login: LoginName(name)!) else { throw StoreError.corrupt }
        try store.replaceRecoveryCodes(
            of: owner, by: (1...3).map { "\(name)-\(seconds)-\($0)" }, at: at(seconds))
    }

    /// One try of a code, looked at only when it may be.
    private func enter(
        _ code: String, as name: String, _ store: borrowing Store, place: String = "192.0.2.7",
        at seconds: Int64 = 10, limits: RecoveryLimits = RecoveryLimits()
    ) throws -> RecoveryOutcome? {
        let login = LoginName(name)!
        guard
            case .granted(let attempt, _) = try store.beginRecovery(
                of: login, from: place, limits, at: at(seconds))
        else { return nil }
        return try store.useRecoveryCode(
            login: login, uid: 2_000, isLocal: true, attempt: attempt,
            origin: AuditOrigin(service: "sshd", remoteHost: place, terminal: "ssh"), reference: "K7QM2D",
            at: at(seconds)
        ) { $0 == code }
    }

    private func isAccepted(_ outcome: RecoveryOutcome?) -> Bool {
        if case .accepted(let decision, _) = outcome { decision.row == .recoveryCode } else { false }
    }

    private func left(_ name: String, _ store: borrowing Store) throws -> Int? {
        try store.recoveryCodes(of: corp).first { $0.login == LoginName(name)! }?.unused
    }

    @Test func `a code lets its owner in once`() throws {
        let store = try populated()
        #expect(isAccepted(try enter("olivia-0-2", as: "olivia", store)))
        #expect(try enter("olivia-0-2", as: "olivia", store) == .wrong)
        #expect(isAccepted(try enter("olivia-0-3", as: "olivia", store)))
        #expect(try left("olivia", store) == 1)
        #expect(try left("oscar", store) == 3)
    }

    @Test func `a used code leaves no hash behind, and an empty one is nobody's`() throws {
        let store = try populated()
        _ = try enter("olivia-0-2", as: "olivia", store)
        #expect(
            try store.connection.integer("SELECT count(*) FROM recovery_code WHERE hash = 'olivia-0-2'") == 0)
        #expect(try enter("", as: "olivia", store) == .wrong)
    }

    @Test(arguments: ["oscar", "adam", "mia", "nobody"])
    func `a code lets nobody else in, and is not used up by them`(name: String) throws {
        let store = try populated()
        #expect(try enter("olivia-0-1", as: name, store) == .wrong)
        #expect(try left("olivia", store) == 3)
    }

    @Test func `new codes void the old ones`() throws {
        let store = try populated()
        try print("olivia", store, at: 5)
        #expect(try enter("olivia-0-1", as: "olivia", store) == .wrong)
        #expect(isAccepted(try enter("olivia-5-1", as: "olivia", store)))
        let state = try #require(try store.recoveryCodes(of: corp).first)
        #expect(state.printedAt == at(5) && state.printed == 3 && state.unused == 2)
    }

    @Test(arguments: ["adam", "mia"]) func `only an active owner gets codes`(name: String) throws {
        let store = try populated()
        #expect(throws: StoreError.conflict) { try print(name, store) }
        guard let owner = try store.member(login: LoginName("olivia")!) else { throw StoreError.corrupt }
        try store.setStatus(.suspended, of: owner)
        #expect(throws: StoreError.conflict) { try print("olivia", store) }
    }

    @Test(arguments: [(2, 1), (3, 1), (1, 2), (1, 3)] as [(Int64, Int64)])
    func `who is no active owner any more has no codes, not even afterwards`(role: Int64, status: Int64)
        throws
    {
        let store = try populated()
        let change: StaticString = "UPDATE member SET role = ?, status = ? WHERE login = 'olivia'"
        try store.connection.run(change, [.integer(role), .integer(status)])
        #expect(try store.recoveryCodesLeft(of: LoginName("olivia")!) == 0)
        #expect(try enter("olivia-0-1", as: "olivia", store) == .wrong)
        try store.connection.run(change, [.integer(1), .integer(1)])
        #expect(try enter("olivia-0-1", as: "olivia", store) == .wrong)
        #expect(try left("olivia", store) == 0 && left("oscar", store) == 3)
    }

    @Test func `a change that is undone leaves the codes`() throws {
        let store = try populated()
        guard let owner = try store.member(login: LoginName("olivia")!) else { throw StoreError.corrupt }
        try? store.transaction { () throws(StoreError) in
            try store.setStatus(.suspended, of: owner)
            throw .conflict
        }
        #expect(try left("olivia", store) == 3)
    }

    @Test func `while single sign-on is not required a right code is refused and stays`() throws {
        let store = try populated()
        try store.setSSORequired(false)
        guard case .refused(let decision) = try enter("olivia-0-1", as: "olivia", store) else {
            Issue.record("not refused")
            return
        }
        #expect(decision.row == .passwordAllowed)
        #expect(try left("olivia", store) == 3)
        #expect(try enter("olivia-9-9", as: "olivia", store) == .wrong)
    }

    @Test func `every use is in the audit log without its code`() throws {
        let store = try populated()
        _ = try enter("olivia-0-2", as: "olivia", store)
        _ = try enter("olivia-0-2", as: "olivia", store)
        let entries = try store.auditEntries()
        #expect(entries.map(\.event) == ["login", "recovery.use", "login"])
        #expect(entries.map(\.outcome) == ["allowed", "changed", "denied"])
        #expect(entries.map(\.rule) == ["row 15", "row 15", "row 16"])
        #expect(entries.map(\.organisation) == ["Corp", "Corp", ""])
        #expect(
            entries.map(\.detail) == ["recovery code 2", "recovery code 2", "wrong recovery code"])
        #expect(entries[1].before == "3 left" && entries[1].after == "2 left")
        #expect(entries.allSatisfy { $0.origin.remoteHost == "192.0.2.7" && $0.reference == "K7QM2D" })
    }

    @Test func `an owner of one organisation is no owner in another one that requires single sign-on`() throws
    {
        let store = try populated()
        let other = try store.createOrganisation(name: "Other", at: at(0))
        try store.addMember(
            NewMember(
                email: EmailAddress("olivia@other.example")!, displayName: "", role: .member,
                login: LoginName("olivia")!, managed: nil), of: other, at: at(0))
        try store.setSSORequired(true, of: other)
        #expect(isAccepted(try enter("oscar-0-1", as: "oscar", store)))
        guard case .refused = try enter("olivia-0-1", as: "olivia", store) else {
            Issue.record("let into the other organisation")
            return
        }
        try store.setSSORequired(false, of: other)
        #expect(isAccepted(try enter("olivia-0-1", as: "olivia", store)))
        #expect(try store.recoveryUses(of: other, since: at(0)).isEmpty)
    }

    // News.

    @Test func `every owner is told once, the user included, and nobody else`() throws {
        let store = try populated()
        _ = try enter("olivia-0-2", as: "olivia", store)
        for name in ["adam", "mia", "nobody"] {
            #expect(try store.recoveryNews(for: LoginName(name)!).isEmpty)
        }
        for name in Self.owners {
            let news = try store.recoveryNews(for: LoginName(name)!)
            #expect(news.map(\.login.description) == ["olivia"])
            #expect(news.map(\.origin) == ["sshd from 192.0.2.7"] && news.map(\.at) == [at(10)])
            try store.noteRecoveryNewsTold(to: LoginName(name)!, through: news[0].id)
            #expect(try store.recoveryNews(for: LoginName(name)!).isEmpty)
        }
        #expect(try store.recoveryUses(of: corp, since: at(0)).count == 1)
    }

    @Test func `what happened after the telling is still news`() throws {
        let store = try populated()
        _ = try enter("olivia-0-1", as: "olivia", store)
        let first = try #require(try store.recoveryNews(for: LoginName("oscar")!).first)
        _ = try enter("olivia-0-2", as: "olivia", store, at: 20)
        try store.noteRecoveryNewsTold(to: LoginName("oscar")!, through: first.id)
        #expect(try store.recoveryNews(for: LoginName("oscar")!).map(\.at) == [at(20)])
    }

    @Test func `a wrong code is no news`() throws {
        let store = try populated()
        _ = try enter("olivia-9-9", as: "olivia", store)
        #expect(try store.recoveryNews(for: LoginName("olivia")!).isEmpty)
    }

    // Limits.

    @Test func `after five wrong codes from one place there is a wait, which outlives the process`() throws {
        do {
            let store = try populated()
            for _ in 0..<5 { #expect(try enter("x", as: "olivia", store) == .wrong) }
        }
        let store = try Store(path: temporary.path, access: .write)
        #expect(try enter("olivia-0-1", as: "olivia", store) == nil)
        let again = try store.beginRecovery(
            of: LoginName("olivia")!, from: "192.0.2.7", RecoveryLimits(), at: at(610))
        #expect(again == .wait(seconds: 3_000))
        #expect(isAccepted(try enter("olivia-0-1", as: "olivia", store, place: "192.0.2.8")))
        #expect(isAccepted(try enter("olivia-0-2", as: "olivia", store, at: 3_610)))
    }

    @Test func `right codes are not counted`() throws {
        let store = try populated()
        for number in 1...3 {
            #expect(isAccepted(try enter("olivia-0-\(number)", as: "olivia", store)))
        }
        for _ in 0..<5 { #expect(try enter("x", as: "olivia", store) == .wrong) }
    }

    @Test func `whose the name is makes no difference`() throws {
        let store = try populated()
        for name in ["olivia", "adam", "mia", "nobody"] {
            for _ in 0..<5 { #expect(try enter("x", as: name, store) == .wrong) }
            #expect(
                try store.beginRecovery(of: LoginName(name)!, from: "192.0.2.7", RecoveryLimits(), at: at(10))
                    == .wait(seconds: 3_600))
        }
    }

    @Test func `many places have a limit for one name and for all, and none of them takes the console`()
        throws
    {
        let store = try populated()
        var limits = RecoveryLimits()
        limits.forOneName = 6
        limits.forAll = 8
        for place in 0..<6 {
            _ = try enter("x", as: "olivia", store, place: "192.0.2.\(place)", limits: limits)
        }
        #expect(try enter("olivia-0-1", as: "olivia", store, place: "203.0.113.1", limits: limits) == nil)
        #expect(try enter("x", as: "oscar", store, limits: limits) == .wrong)
        #expect(try enter("x", as: "mia", store, limits: limits) == .wrong)
        #expect(try enter("x", as: "oscar", store, limits: limits) == .wrong)
        #expect(try enter("oscar-0-1", as: "oscar", store, limits: limits) == nil)
        #expect(isAccepted(try enter("olivia-0-1", as: "olivia", store, place: "", limits: limits)))
        for _ in 0..<5 { _ = try enter("x", as: "olivia", store, place: "", limits: limits) }
        #expect(try enter("olivia-0-2", as: "olivia", store, place: "", limits: limits) == nil)
    }

    @Test func `no place takes an owner's way in elsewhere by guessing for many names`() throws {
        let store = try populated()
        var looked = 0
        for name in (0..<60).map({ "person\($0)" }) + Self.owners {
            for _ in 0..<5 where try enter("x", as: name, store) != nil { looked += 1 }
        }
        #expect(looked == 20)
        for name in ["olivia", "nobody"] {
            #expect(
                try store.beginRecovery(of: LoginName(name)!, from: "192.0.2.7", RecoveryLimits(), at: at(10))
                    == .wait(seconds: 3_600))
        }
        #expect(isAccepted(try enter("olivia-0-1", as: "olivia", store, place: "192.0.2.8")))
    }

    @Test func `guesses for names without codes from many places take nobody's way in`() throws {
        let store = try populated()
        for place in 0..<20 {
            for name in 0..<20 {
                #expect(try enter("x", as: "person\(name)", store, place: "198.51.100.\(place)") == .wrong)
            }
        }
        #expect(isAccepted(try enter("olivia-0-1", as: "olivia", store)))
    }

    @Test func `names without codes at the console take nobody's way in there`() throws {
        let store = try populated()
        for name in 0..<30 { #expect(try enter("x", as: "person\(name)", store, place: "") == .wrong) }
        #expect(isAccepted(try enter("olivia-0-1", as: "olivia", store, place: "")))
    }

    @Test func `a clock that was set back does not make the wait longer`() throws {
        let store = try populated()
        for _ in 0..<5 { _ = try enter("x", as: "olivia", store, at: 100_000) }
        #expect(isAccepted(try enter("olivia-0-1", as: "olivia", store, at: 20)))
    }

    @Test func `a store of the version before gets the tables`() throws {
        let connection = try Connection(path: temporary.path, flags: 6, patience: 0)
        for step in Schema.migrations[..<3] { for statement in step { try connection.run(statement) } }
        try connection.run("PRAGMA application_id = 0x47485345")
        try connection.run("PRAGMA user_version = 3")
        try connection.run("INSERT INTO organisation (id, name, created_at) VALUES (1, 'Corp', 1)")
        try connection.run(
            """
            INSERT INTO member (organisation_id, email, display_name, role, status, login, home, shell, may_link, created_at)
            VALUES (1, 'olivia@corp.example', '', 1, 1, 'olivia', '', '', 0, 0)
            """)
        let store = try Store(path: temporary.path, access: .write)
        #expect(try store.recoveryCodes(of: corp).map(\.printed) == [0])
        try print("olivia", store)
        #expect(try left("olivia", store) == 3)
    }
}
