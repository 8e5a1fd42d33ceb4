import Policy
import Testing

@testable import Store

@Suite struct MigrationTests {
    let temporary: TemporaryStore
    init() throws { temporary = try TemporaryStore() }

    /// A store as version 1 left it: an organisation, claims in three states, and a proven identity provider with one
    /// certificate.
    private func makeVersion1() throws {
        let connection = try Connection(path: temporary.path, flags: 6, patience: 0)
        for statement in Schema.migrations[0] { try connection.run(statement) }
        try connection.run("PRAGMA application_id = 0x47485345")
        try connection.run("PRAGMA user_version = 1")
        try connection.run("INSERT INTO organisation (id, name, created_at) VALUES (1, 'Corp', 1)")
        for (name, state, since, checked) in [
            ("verified", 2, 5, 6), ("pending", 1, 4, nil), ("gone", 6, 9, 8),
        ] as [(String, Int64, Int64, Int64?)] {
            try connection.run(
                """
                INSERT INTO claim (organisation_id, domain, state, token, claimed_at, state_since, checked_at)
                VALUES (1, ?, ?, ?, 3, ?, ?)
                """,
                [
                    .string(name + ".example"), .integer(state), .string(name), .integer(since),
                    .optional(checked),
                ])
        }
        try connection.run(
            """
            INSERT INTO identity_provider (organisation_id, name, entity_id, sign_in_url, enabled, changed_at, proven_at)
            VALUES (1, 'idp', 'https://idp.example', 'https://idp.example/sso', 1, 10, 20)
            """)
        try connection.run(
            """
            INSERT INTO identity_provider_certificate (identity_provider_id, der, not_before, not_after)
            VALUES (1, x'010203', 5, 50)
            """)
    }

    @Test func `a writer brings a store of version 1 to this one, and nothing is lost`() throws {
        try makeVersion1()
        let store = try Store(path: temporary.path, access: .write)
        let provider = try #require(try store.identityProvider())
        #expect(provider.name == "idp")
        #expect(provider.certificates.map { $0.der } == [[1, 2, 3]])
        #expect(provider.facts.isProven)
        #expect(provider.validUntil == nil)
        #expect(!provider.wantsSignedRequests)
        #expect(provider.weaknesses == [])
        #expect(try store.metadataState() == nil)
        #expect(try store.organisation()?.name == "Corp")
        #expect(try store.connection.integer("PRAGMA user_version") == Schema.version)
    }

    @Test func `claims of version 1 keep their state, and the open ones are looked for again`() throws {
        try makeVersion1()
        let store = try Store(path: temporary.path, access: .write)
        let claims = try store.claims()
        #expect(claims.map(\.domain.description) == ["gone.example", "pending.example", "verified.example"])
        #expect(claims.map(\.state) == [.withdrawn, .pending, .verified])
        #expect(claims.map(\.token) == ["gone", "pending", "verified"])
        #expect(claims.map { $0.progress.nextCheck?.seconds } == [nil, 4, 5])
        #expect(claims.map { $0.progress.lastCheck?.seconds } == [8, nil, 6])
        #expect(claims.allSatisfy { $0.progress.absences == 0 && $0.progress.silentSince == nil })
        #expect(try store.dueClaims(at: at(0)).count == 2)
    }

    @Test func `a store of version 2 becomes one of this version, too`() throws {
        try makeVersion1()
        let connection = try Connection(path: temporary.path, flags: 2, patience: 0)
        for statement in Schema.migrations[1] { try connection.run(statement) }
        try connection.run("PRAGMA user_version = 2")
        let store = try Store(path: temporary.path, access: .write)
        #expect(try store.claims().count == 3)
        #expect(try store.connection.integer("PRAGMA user_version") == Schema.version)
    }

    @Test func `older records of the audit log become the beginning of the chain, which says so`() throws {
        try makeVersion1()
        let connection = try Connection(path: temporary.path, flags: 2, patience: 0)
        // SQLite leaves a gap where a row was taken out.
        for (sequence, event) in [(1, "org.create"), (2, "login"), (4, "sso.require")] as [(Int64, String)] {
            try connection.run(
                """
                INSERT INTO audit (sequence, at, event, actor, subject, outcome, rule, detail)
                VALUES (?, ?, ?, 'root', 'x', 'left to the next module', 'row 12', 'why')
                """, [.integer(sequence), .integer(sequence * 10), .string(event)])
        }
        let store = try Store(path: temporary.path, access: .write)
        let records = try store.auditEntries()
        #expect(records.map(\.event) == ["org.create", "login", "sso.require", "audit.chain"])
        #expect(records.map(\.sequence) == [1, 2, 3, 4])
        #expect(records.map(\.at.seconds) == [10, 20, 40, 40])
        #expect(records[1].outcome == "left to the next module")
        #expect([records[1].rule, records[1].detail, records[1].actor] == ["row 12", "why", "root"])
        #expect(records.last?.before == "1 to 3")
        #expect(try store.verifyAudit() == .intact(count: 4, first: 1, head: try store.auditHead()))
    }

    @Test func `a claim that had lapsed too long ago to come back stays so`() throws {
        do {
            let connection = try Connection(path: temporary.path, flags: 6, patience: 0)
            for statement in Schema.migrations[..<3].joined() { try connection.run(statement) }
            try connection.run("INSERT INTO organisation (id, name, created_at) VALUES (1, 'Corp', 1)")
            try connection.run(
                """
                INSERT INTO claim (organisation_id, domain, state, token, claimed_at, state_since, next_check)
                VALUES (1, 'long-ago.example', 4, 'a', 1, 2, NULL), (1, 'lately.example', 4, 'b', 1, 2, 3)
                """)
            try connection.run("PRAGMA application_id = 0x47485345")
            try connection.run("PRAGMA user_version = 3")
        }
        let store = try Store(path: temporary.path, access: .write)
        let checks = try store.claims().map { ("\($0.domain)", $0.progress.checks) }
        #expect(
            Dictionary(uniqueKeysWithValues: checks) == ["long-ago.example": 29, "lately.example": 0])
    }

    @Test func `a reader does not touch a store of version 1`() throws {
        try makeVersion1()
        #expect(throws: StoreError.wrongVersion(found: 1, known: Schema.version)) {
            _ = try Store(path: temporary.path, access: .read)
        }
        let connection = try Connection(path: temporary.path, flags: 1, patience: 0)
        #expect(try connection.integer("PRAGMA user_version") == 1)
    }

    @Test func `there is a step for each version`() {
        #expect(Int64(Schema.migrations.count) == Schema.version)
    }
}
