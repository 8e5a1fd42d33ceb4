import CSQLite
import Policy
import Synchronization
import Testing

@testable import Store

@Suite struct AuditChainTests {
    let temporary: TemporaryStore
    init() throws { temporary = try TemporaryStore() }

    private func entry(_ subject: String, at seconds: Int64 = 1) -> AuditEntry {
        AuditEntry(
            at: at(seconds), event: .login, actor: "sshd", subject: subject, organisation: 1,
            outcome: .denied, rule: "row 16", before: "b", after: "a",
            origin: AuditOrigin(service: "sshd", remoteHost: "192.0.2.7", terminal: "ssh"),
            reference: "K7QF2XYZ", detail: "d")
    }

    /// A store with five records.
    private func written() throws -> Store {
        let store = try temporary.makeReady()
        for number in 1...5 { try store.record(entry("person\(number)", at: Int64(number))) }
        return store
    }

    @Test func `every field comes back as it was written, with the organisation's name`() throws {
        let record = try #require(try written().auditEntries().first)
        #expect(record.sequence == 1)
        #expect(record.at == at(1))
        #expect([record.event, record.outcome, record.subject] == ["login", "denied", "person1"])
        #expect([record.actor, record.organisation, record.rule] == ["sshd", "Corp", "row 16"])
        #expect([record.before, record.after, record.detail] == ["b", "a", "d"])
        #expect(record.origin == AuditOrigin(service: "sshd", remoteHost: "192.0.2.7", terminal: "ssh"))
        #expect(record.reference == "K7QF2XYZ")
    }

    @Test func `a chain that nobody touched is whole`() throws {
        let store = try written()
        let head = try store.auditHead()
        #expect(head.sequence == 5)
        #expect(try store.verifyAudit() == .intact(count: 5, first: 1, head: head))
        #expect(try temporary.makeEmpty().verifyAudit() == .intact(count: 0, first: 0, head: .beginning))
    }

    @Test(arguments: [
        "at", "event", "actor", "subject", "organisation", "outcome", "rule", "before", "after", "service",
        "remote_host", "terminal", "reference", "detail",
    ])
    func `a record whose one field was changed is found`(column: String) throws {
        let store = try written()
        try temporary.tamper(
            "UPDATE audit SET \(column) = \(column == "at" ? "7" : "'x'") WHERE sequence = 3")
        #expect(try store.verifyAudit() == .broken(.altered(3)))
    }

    @Test func `text that moved from one field to the next is found`() throws {
        let store = try written()
        try temporary.tamper("UPDATE audit SET before = 'ba', after = '' WHERE sequence = 2")
        #expect(try store.verifyAudit() == .broken(.altered(2)))
    }

    @Test func `a changed record with a hash made anew breaks the chain behind it`() throws {
        let store = try written()
        let records = try store.auditEntries()
        let texts = [
            "login", "sshd", "mallory", "Corp", "denied", "row 16", "b", "a", "sshd", "192.0.2.7", "ssh",
            "K7QF2XYZ", "d",
        ].map { [UInt8]($0.utf8) }
        let hash = AuditChain.hash(sequence: 3, at: at(3).seconds, texts, after: records[1].hash)
        try temporary.tamper(
            "UPDATE audit SET subject = 'mallory', hash = x'\(Hexadecimal.text(hash))' WHERE sequence = 3")
        #expect(try store.verifyAudit() == .broken(.altered(4)))
    }

    @Test func `records taken out are found, in the middle and at the beginning`() throws {
        let store = try written()
        try temporary.tamper("DELETE FROM audit WHERE sequence IN (3, 4)")
        #expect(try store.verifyAudit() == .broken(.missing(3...4)))
        try temporary.tamper("DELETE FROM audit WHERE sequence <= 2")
        #expect(try store.verifyAudit() == .broken(.missing(1...4)))
    }

    @Test func `a record put in or moved is found`() throws {
        let store = try written()
        try temporary.tamper("UPDATE audit SET sequence = sequence + 100 WHERE sequence > 2")
        try temporary.tamper("UPDATE audit SET sequence = sequence - 99 WHERE sequence > 2")
        try temporary.tamper("INSERT INTO audit SELECT 3, \(Self.rest) FROM audit WHERE sequence = 1")
        #expect(try store.verifyAudit() == .broken(.altered(3)))
        let another = try TemporaryStore()
        let other = try another.makeReady()
        for number in 1...3 { try other.record(entry("person\(number)")) }
        try another.tamper("UPDATE audit SET sequence = 9 WHERE sequence = 2")
        try another.tamper("UPDATE audit SET sequence = 2 WHERE sequence = 3")
        try another.tamper("UPDATE audit SET sequence = 3 WHERE sequence = 9")
        #expect(try other.verifyAudit() == .broken(.altered(2)))
    }

    private static let rest = """
        at, event, actor, subject, organisation, outcome, rule, before, after, service, remote_host, terminal, reference, \
        detail, hash
        """

    @Test func `an end that was cut off shows by the numbers given, or by a hash kept elsewhere`() throws {
        let store = try written()
        let kept = try store.auditHead().hash
        try temporary.tamper("DELETE FROM audit WHERE sequence > 3")
        #expect(try store.verifyAudit() == .broken(.missing(4...5)))
        // The number is not made good by going on.
        try store.record(entry("later"))
        #expect(try store.verifyAudit() == .broken(.missing(4...5)))
        try temporary.tamper("DELETE FROM audit WHERE sequence > 3")
        try temporary.tamper("UPDATE sqlite_sequence SET seq = 3 WHERE name = 'audit'")
        #expect(try store.verifyAudit() != .broken(.unknownAnchor))
        #expect(try store.verifyAudit(expecting: kept) == .broken(.unknownAnchor))
    }

    @Test func `a hash kept elsewhere is found wherever the log has got to since then`() throws {
        let store = try written()
        let kept = try store.auditHead().hash
        try store.record(entry("later"))
        #expect(
            try store.verifyAudit(expecting: kept)
                == .intact(count: 6, first: 1, head: try store.auditHead()))
    }

    @Test func `what was pruned leaves a chain that is whole, and a record that says so`() throws {
        let store = try written()
        let last = try store.auditEntries()[2].hash
        let entry = AuditEntry(
            at: at(9), event: .auditPrune, actor: "root", subject: "audit", outcome: .changed)
        #expect(try store.pruneAudit(before: at(4), recording: entry) == 3)
        let records = try store.auditEntries()
        #expect(records.map(\.sequence) == [4, 5, 6])
        #expect(records.last?.before == "1 to 3")
        #expect(records.last?.after == "3:" + Hexadecimal.text(last))
        let head = try store.auditHead()
        #expect(try store.verifyAudit() == .intact(count: 3, first: 4, head: head))
        #expect(try store.verifyAudit(expecting: last) == .intact(count: 3, first: 4, head: head))
        #expect(try store.pruneAudit(before: at(4), recording: entry) == 0)
        // All of it may go, and the record about it stays.
        #expect(try store.pruneAudit(before: at(100), recording: entry) == 3)
        #expect(try store.verifyAudit() == .intact(count: 1, first: 7, head: try store.auditHead()))
        // Nothing else explains a missing beginning.
        try store.record(self.entry("later"))
        try temporary.tamper("DELETE FROM audit WHERE sequence = 7")
        #expect(try store.verifyAudit() == .broken(.missing(1...7)))
    }

    @Test func `two writers at once make one chain`() async throws {
        _ = try temporary.makeReady()
        let path = temporary.path
        try await withThrowingTaskGroup { group in
            for writer in 1...4 {
                group.addTask {
                    let store = try Store(path: path, access: .write)
                    for _ in 1...25 {
                        try store.record(
                            AuditEntry(
                                at: at(0), event: .login, actor: "sshd", subject: "writer\(writer)",
                                outcome: .allowed))
                    }
                }
            }
            try await group.waitForAll()
        }
        let store = try Store(path: path, access: .read)
        #expect(
            try store.verifyAudit() == .intact(count: 100, first: 1, head: try store.auditHead()))
    }

    @Test func `a record is announced once, after the commit, and not at all when it is undone`() throws {
        _ = try temporary.makeReady()
        let path = temporary.path
        let told = Mutex<[String]>([])
        let store = try Store(path: path, access: .write) { record in
            // Another connection sees what is committed alone.
            let seen = try? Store(path: path, access: .read).auditEntries().last?.subject
            told.withLock { $0.append("\(record.subject) \(seen == record.subject)") }
        }
        try store.record(entry("alone"))
        try store.transaction { () throws(StoreError) in
            try store.record(entry("first"))
            try store.record(entry("second"))
            #expect(told.withLock { $0 } == ["alone true"])
        }
        #expect(throws: StoreError.conflict) {
            try store.transaction { () throws(StoreError) in
                try store.record(entry("undone"))
                throw .conflict
            }
        }
        try store.transaction(isRehearsal: true) { () throws(StoreError) in
            try store.record(entry("rehearsed"))
        }
        #expect(told.withLock { $0 } == ["alone true", "first false", "second true"])
        #expect(try store.auditEntries().map(\.subject) == ["alone", "first", "second"])
    }

    @Test func `a part of a transaction that fails is undone alone`() throws {
        let store = try temporary.makeReady()
        try store.transaction { () throws(StoreError) in
            try store.record(entry("kept"))
            #expect(throws: StoreError.conflict) {
                try store.transaction { () throws(StoreError) in
                    try store.record(entry("undone"))
                    throw .conflict
                }
            }
        }
        #expect(try store.auditEntries().map(\.subject) == ["kept"])
    }

    @Test func `records are found by time, number and person`() throws {
        let store = try written()
        try store.record(
            AuditEntry(
                at: at(6), event: .memberAdd, actor: "olivia (as root)", subject: "p@corp.example",
                outcome: .changed))
        func found(_ selection: AuditSelection) throws -> [Int64] {
            try store.auditEntries(selection).map(\.sequence)
        }
        #expect(try found(AuditSelection(limit: 2)) == [5, 6])
        #expect(try found(AuditSelection(after: 4)) == [5, 6])
        #expect(try found(AuditSelection(since: at(5))) == [5, 6])
        #expect(try found(AuditSelection(names: ("person2", "p@corp.example"))) == [2, 6])
        #expect(try found(AuditSelection(names: ("olivia", "olivia@corp.example"))) == [6])
        #expect(try found(AuditSelection(names: ("oliv", "oliv"))) == [])
    }

    @Test func `a reader learns that another connection has written`() throws {
        let writer = try temporary.makeReady()
        let reader = try Store(path: temporary.path, access: .read)
        let before = try reader.changeCounter()
        #expect(try reader.changeCounter() == before)
        try writer.record(entry("new"))
        #expect(try reader.changeCounter() != before)
    }

    @Test func `events and outcomes are words that no two share`() {
        #expect(AuditEvent.allCases.allSatisfy { $0.rawValue.utf8.count <= 17 })
        #expect(AuditOutcome.allCases.allSatisfy { $0.rawValue.utf8.count <= 8 })
    }
}

extension AuditHead {
    static let beginning = AuditHead(sequence: 0, hash: AuditChain.beginning)
}

extension TemporaryStore {
    /// Somebody with another program writes to the file.
    func tamper(_ sql: String) throws {
        var file: OpaquePointer?
        defer { sqlite3_close(file) }
        guard sqlite3_open(path, &file) == SQLITE_OK, sqlite3_exec(file, sql, nil, nil, nil) == SQLITE_OK
        else {
            throw StoreError.cannotWrite
        }
    }

    func makeEmpty() throws -> Store {
        try Store(path: directory.appending(path: "empty.db").path, access: .create)
    }
}
