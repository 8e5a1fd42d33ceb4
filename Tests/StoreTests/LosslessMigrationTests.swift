import Policy
import Testing

@testable import Store

/// Every row of every table of each older version, column by column, before and after.
@Suite struct LosslessMigrationTests {
    let temporary: TemporaryStore
    init() throws { temporary = try TemporaryStore() }

    /// Rows in every table of version 1.
    private static let rows1: [StaticString] = [
        "INSERT INTO organisation VALUES (1, 'Corp', 1, 1, 5)",
        """
        INSERT INTO member VALUES (3, 1, 'olivia@corp.example', 'Olivia', 1, 1, 'olivia', NULL, '', '', 0, 6, 7),
            (9, 1, 'alice@corp.example', '', 3, 2, 'alice', 1900000000, '/home/alice', '/bin/sh', 1, 8, NULL),
            (11, 1, 'gone@corp.example', 'Gone', 2, 3, 'gone', 1900000001, '/home/gone', '/bin/sh', 0, 8, 9)
        """,
        """
        INSERT INTO identity VALUES (3, 'https://idp.example', 'f', 'q', 's', 'id-olivia', 7),
            (11, 'https://idp.example', '', '', '', 'id-gone', 9)
        """,
        """
        INSERT INTO claim (id, organisation_id, domain, state, token, claimed_at, state_since, checked_at)
            VALUES (2, 1, 'corp.example', 2, 'one', 3, 4, 5), (4, 1, 'old.example', 6, 'two', 3, 4, NULL)
        """,
        """
        INSERT INTO identity_provider (id, organisation_id, name, entity_id, sign_in_url, enabled, changed_at, proven_at)
            VALUES (6, 1, 'idp', 'https://idp.example', 'https://idp.example/sso', 1, 10, 20)
        """,
        "INSERT INTO identity_provider_certificate VALUES (6, x'010203', 5, 50), (6, x'04', 6, 60)",
        "INSERT INTO used_assertion VALUES ('https://idp.example', 'a', 90)",
        """
        INSERT INTO audit (sequence, at, event, actor, subject, outcome, rule, detail)
            VALUES (8, 1, 'login', 'sshd', 'alice', 'denied', 'row 3', 'd'), (12, 2, 'jit', 'root', 's', 'changed', '', '')
        """,
    ]
    private static let rows2: [StaticString] = [
        "UPDATE identity_provider SET valid_until = 99, wants_signed_requests = 1, weaknesses = 'sha1', weaknesses_until = 98",
        "INSERT INTO metadata_source VALUES (6, 'https://idp.example/md', 'e', 3600, 1, 2, 3, 'no answer')",
        "INSERT INTO metadata_certificate VALUES (6, x'0A')",
        "INSERT INTO proposed_metadata VALUES (6, x'0B', 4, 'key added', 1)",
    ]
    private static let rows3: [StaticString] = [
        """
        UPDATE claim SET next_check = 1, checks = 2, absences = 3, absence_seconds = 4, absence_last = 5,
            silence_seconds = 6, silence_last = 7, silent_since = 8 WHERE id = 2
        """,
        "INSERT INTO claim_check VALUES (5, 2, 1, 2, 3, 2, 1, 0, 2, 3, 'r', 'd')",
    ]

    private static let rows4: [StaticString] = [
        "UPDATE organisation SET plan = 'enterprise', seat_limit = 7",
        "INSERT INTO organisation (id, name, plan, key_max_age, externals, created_at) VALUES (5, 'Two', 'standard', 60, 2, 9)",
        "INSERT INTO claim (id, organisation_id, domain, state, token, claimed_at, state_since) VALUES (7, 5, 'g.example', 3, 't', 1, 2)",
        "INSERT INTO host_setting VALUES ('dns-failure', '5 no network')",
        "INSERT INTO recovery_code VALUES (3, 1, 'hash', 4, NULL)",
        "INSERT INTO recovery_use VALUES (2, 3, 9, 5, 'ssh')",
        "INSERT INTO recovery_news VALUES (3, 2)",
        "INSERT INTO recovery_try VALUES (6, 7, 'olivia', 'here')",
    ]

    /// All that a version holds, one line for each row.
    private static let content: [(since: Int, sql: StaticString)] = [
        (
            1,
            "SELECT json_array(id, name, sso_required, jit_enabled, created_at) FROM organisation ORDER BY 1"
        ),
        (
            1,
            """
            SELECT json_array(id, organisation_id, email, display_name, role, status, login, uid, home, shell, may_link,
                created_at, last_sso_at) FROM member ORDER BY 1
            """
        ),
        (
            1,
            """
            SELECT json_array(member_id, idp_entity_id, format, name_qualifier, sp_name_qualifier, name_id, linked_at)
                FROM identity ORDER BY 1
            """
        ),
        (
            1,
            """
            SELECT json_array(id, organisation_id, domain, state, token, claimed_at, state_since, checked_at)
                FROM claim ORDER BY 1
            """
        ),
        (
            1,
            """
            SELECT json_array(id, organisation_id, name, entity_id, sign_in_url, enabled, changed_at, proven_at)
                FROM identity_provider ORDER BY 1
            """
        ),
        (
            1,
            """
            SELECT json_array(identity_provider_id, hex(der), not_before, not_after)
                FROM identity_provider_certificate ORDER BY rowid
            """
        ),
        (1, "SELECT json_array(idp_entity_id, assertion_id, expires_at) FROM used_assertion ORDER BY 1"),
        (
            1,
            """
            SELECT json_array(at, event, actor, subject, outcome, rule, detail) FROM audit
                WHERE event <> 'audit.chain' ORDER BY sequence
            """
        ),
        (
            2,
            "SELECT json_array(valid_until, wants_signed_requests, weaknesses, weaknesses_until) FROM identity_provider"
        ),
        (
            2,
            """
            SELECT json_array(identity_provider_id, location, entity_id, cache_duration, fetched_at, tried_at, failures, failure)
                FROM metadata_source
            """
        ),
        (2, "SELECT json_array(identity_provider_id, hex(der)) FROM metadata_certificate"),
        (
            2,
            "SELECT json_array(identity_provider_id, hex(xml), found_at, difference, rejected) FROM proposed_metadata"
        ),
        (
            3,
            """
            SELECT json_array(id, next_check, checks, absences, absence_seconds, absence_last, silence_seconds, silence_last,
                silent_since) FROM claim ORDER BY id
            """
        ),
        (
            3,
            """
            SELECT json_array(id, claim_id, first_at, last_at, count, outcome, is_secure, is_confirmed, state_before,
                state_after, resolver, detail) FROM claim_check
            """
        ),
        (
            4,
            "SELECT json_array(id, plan, seat_limit, key_max_age, externals) FROM organisation ORDER BY id"
        ),
        (
            4,
            "SELECT json_array(sequence, hex(hash), origin) FROM (SELECT *, service AS origin FROM audit) ORDER BY 1"
        ),
        (4, "SELECT json_array(name, value) FROM host_setting"),
        (4, "SELECT json_array(member_id, number, hash, printed_at, used_at) FROM recovery_code"),
        (4, "SELECT json_array(id, member_id, number, at, origin) FROM recovery_use"),
        (4, "SELECT json_array(member_id, use_id) FROM recovery_news"),
        (4, "SELECT json_array(id, at, login, place) FROM recovery_try"),
    ]

    private func dump(_ connection: Connection, of version: Int) throws -> [[String]] {
        try Self.content.filter { $0.since <= version }.map { table in
            let row = try connection.prepare(table.sql)
            var lines: [String] = []
            while try row.step() { lines.append(row.string(0)) }
            return lines
        }
    }

    @Test(arguments: 1...4)
    func `every row of an older store is there afterwards, and refers to what it did`(version: Int) throws {
        let before: [[String]]
        do {
            let connection = try Connection(path: temporary.path, flags: 6, patience: 0)
            for statement in Schema.migrations[..<min(version, 3)].joined() { try connection.run(statement) }
            for statement in [Self.rows1, Self.rows2, Self.rows3][..<min(version, 3)].joined() {
                try connection.run(statement)
            }
            if version == 4 {
                // Its tables are made of the older ones, and of the audit log's rows.
                try connection.run("PRAGMA foreign_keys = OFF")
                for statement in Schema.migrations[3] { try connection.run(statement) }
                try AuditChain.adopt(in: connection)
                try connection.run("DROP TABLE unchained_audit")
                for statement in Self.rows4 { try connection.run(statement) }
            }
            try connection.run("PRAGMA application_id = 0x47485345")
            switch version {
            case 1: try connection.run("PRAGMA user_version = 1")
            case 2: try connection.run("PRAGMA user_version = 2")
            case 3: try connection.run("PRAGMA user_version = 3")
            default: try connection.run("PRAGMA user_version = 4")
            }
            before = try dump(connection, of: version)
        }
        #expect(before.allSatisfy { !$0.isEmpty })
        let store = try Store(path: temporary.path, access: .write)
        #expect(try dump(store.connection, of: version) == before)
        #expect(try store.connection.integer("PRAGMA foreign_keys") == 1)
        #expect(try !store.connection.prepare("PRAGMA foreign_key_check").step())

        let organisation = try #require(try store.organisation())
        #expect(organisation.plan == .enterprise && organisation.seatLimit == (version == 4 ? 7 : nil))
        #expect(organisation.keyMaxAge == 86_400 && organisation.externals == .refused)
        // Whose record was missing when it was last looked for is known since version 3.
        let missing = try store.claims().map { $0.progress.missingSince?.seconds }
        #expect(missing == (version < 3 ? [nil, nil] : [5, nil]))
        #expect(try store.claims().allSatisfy { $0.progress.boot.isEmpty && $0.progress.uptime == 0 })
        let identity = AssertedPerson(
            identityProvider: "https://idp.example", nameFormat: "f", nameQualifier: "q",
            spNameQualifier: "s",
            nameID: "id-olivia", email: EmailAddress("olivia@corp.example")!, displayName: "")
        #expect(try store.member(identity: identity, of: corp)?.login == LoginName("olivia")!)
        #expect(throws: StoreError.conflict) {
            try store.connection.run(
                "INSERT INTO identity VALUES (1, 77, 'e', '', '', '', 'nobody', 1)")
        }
    }

    @Test func `a store with a reference that leads nowhere is refused, and left as it was`() throws {
        do {
            let connection = try Connection(path: temporary.path, flags: 6, patience: 0)
            for statement in Schema.migrations[0] { try connection.run(statement) }
            for statement in Self.rows1 { try connection.run(statement) }
            try connection.run("UPDATE identity SET member_id = 77")
            try connection.run("PRAGMA application_id = 0x47485345")
            try connection.run("PRAGMA user_version = 1")
        }
        #expect(throws: StoreError.notAStore(path: temporary.path)) {
            _ = try Store(path: temporary.path, access: .write)
        }
        let connection = try Connection(path: temporary.path, flags: 1, patience: 0)
        #expect(try connection.integer("PRAGMA user_version") == 1)
        #expect(try connection.integer("SELECT count(*) FROM member") == 3)
    }
}
