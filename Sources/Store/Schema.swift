/// The tables, and how an older store becomes a newer one.
enum Schema {
    /// Marks the file as ours: "GHSE".
    static let applicationID: Int64 = 0x4748_5345
    /// The version this code reads and writes.
    static let version: Int64 = 3

    /// Checks that the file is ours and of this version; with `migrating`, brings an older or new one to it.
    static func bringUpToDate(
        _ connection: Connection, path: String, migrating: Bool
    ) throws(StoreError) {
        let application = try connection.integer("PRAGMA application_id") ?? 0
        let found = try connection.integer("PRAGMA user_version") ?? 0
        if application == applicationID, found == version { return }
        let isEmpty = try connection.integer("SELECT count(*) FROM sqlite_master") == 0
        guard application == applicationID || (application == 0 && isEmpty) else {
            throw .notAStore(path: path)
        }
        guard migrating, (0..<version).contains(found) else {
            throw .wrongVersion(found: found, known: version)
        }
        try connection.run("BEGIN IMMEDIATE")
        do {
            // Another process may have done it since the version was read.
            let current = try connection.integer("PRAGMA user_version") ?? 0
            for step in migrations[Int(current)...] {
                for statement in step { try connection.run(statement) }
            }
            try connection.run("PRAGMA application_id = 0x47485345")
            try connection.run("PRAGMA user_version = 3")
            try connection.run("COMMIT")
        } catch {
            try? connection.run("ROLLBACK")
            throw error
        }
    }

    /// Step N brings version N to version N + 1.
    static let migrations: [[StaticString]] = [
        [
            """
            CREATE TABLE organisation (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                name TEXT NOT NULL,
                sso_required INTEGER NOT NULL DEFAULT 0 CHECK (sso_required IN (0, 1)),
                jit_enabled INTEGER NOT NULL DEFAULT 0 CHECK (jit_enabled IN (0, 1)),
                created_at INTEGER NOT NULL
            ) STRICT
            """,
            // A row is never deleted: name, uid and e-mail of a person who left are given to nobody else.
            """
            CREATE TABLE member (
                id INTEGER PRIMARY KEY,
                organisation_id INTEGER NOT NULL REFERENCES organisation (id),
                email TEXT NOT NULL,
                display_name TEXT NOT NULL,
                role INTEGER NOT NULL CHECK (role IN (1, 2, 3)),
                status INTEGER NOT NULL CHECK (status IN (1, 2, 3)),
                login TEXT NOT NULL UNIQUE,
                uid INTEGER UNIQUE,
                home TEXT NOT NULL,
                shell TEXT NOT NULL,
                may_link INTEGER NOT NULL CHECK (may_link IN (0, 1)),
                created_at INTEGER NOT NULL,
                last_sso_at INTEGER,
                UNIQUE (organisation_id, email)
            ) STRICT
            """,
            // Core section 8.3.7: a name identifier means something only with its format and qualifiers. No qualifier is ''.
            """
            CREATE TABLE identity (
                member_id INTEGER NOT NULL REFERENCES member (id),
                idp_entity_id TEXT NOT NULL,
                format TEXT NOT NULL,
                name_qualifier TEXT NOT NULL,
                sp_name_qualifier TEXT NOT NULL,
                name_id TEXT NOT NULL,
                linked_at INTEGER NOT NULL,
                PRIMARY KEY (idp_entity_id, format, name_qualifier, sp_name_qualifier, name_id)
            ) STRICT
            """,
            "CREATE INDEX identity_of_member ON identity (member_id)",
            """
            CREATE TABLE claim (
                id INTEGER PRIMARY KEY,
                organisation_id INTEGER NOT NULL REFERENCES organisation (id),
                domain TEXT NOT NULL,
                state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6),
                token TEXT NOT NULL UNIQUE,
                claimed_at INTEGER NOT NULL,
                state_since INTEGER NOT NULL,
                checked_at INTEGER
            ) STRICT
            """,
            "CREATE INDEX claim_of_domain ON claim (domain)",
            "CREATE UNIQUE INDEX claim_holder ON claim (domain) WHERE state IN (2, 3)",
            "CREATE UNIQUE INDEX claim_open ON claim (organisation_id, domain) WHERE state IN (1, 2, 3, 4)",
            """
            CREATE TABLE identity_provider (
                id INTEGER PRIMARY KEY,
                organisation_id INTEGER NOT NULL UNIQUE REFERENCES organisation (id),
                name TEXT NOT NULL,
                entity_id TEXT NOT NULL,
                sign_in_url TEXT NOT NULL,
                enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
                changed_at INTEGER NOT NULL,
                proven_at INTEGER
            ) STRICT
            """,
            """
            CREATE TABLE identity_provider_certificate (
                identity_provider_id INTEGER NOT NULL REFERENCES identity_provider (id) ON DELETE CASCADE,
                der BLOB NOT NULL,
                not_before INTEGER NOT NULL,
                not_after INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE used_assertion (
                idp_entity_id TEXT NOT NULL,
                assertion_id TEXT NOT NULL,
                expires_at INTEGER NOT NULL,
                PRIMARY KEY (idp_entity_id, assertion_id)
            ) STRICT
            """,
            "CREATE INDEX used_assertion_expiry ON used_assertion (expires_at)",
            """
            CREATE TABLE audit (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                event TEXT NOT NULL,
                actor TEXT NOT NULL,
                subject TEXT NOT NULL,
                outcome TEXT NOT NULL,
                rule TEXT NOT NULL,
                detail TEXT NOT NULL
            ) STRICT
            """,
        ],
        [
            "ALTER TABLE identity_provider ADD COLUMN valid_until INTEGER",
            "ALTER TABLE identity_provider ADD COLUMN wants_signed_requests INTEGER NOT NULL DEFAULT 0",
            // Names divided by commas.
            "ALTER TABLE identity_provider ADD COLUMN weaknesses TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE identity_provider ADD COLUMN weaknesses_until INTEGER",
            // A file or an https URL. No row for what was added before the source was kept.
            """
            CREATE TABLE metadata_source (
                identity_provider_id INTEGER PRIMARY KEY REFERENCES identity_provider (id) ON DELETE CASCADE,
                location TEXT NOT NULL,
                entity_id TEXT,
                cache_duration INTEGER,
                fetched_at INTEGER NOT NULL,
                tried_at INTEGER NOT NULL,
                failures INTEGER NOT NULL,
                failure TEXT NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE metadata_certificate (
                identity_provider_id INTEGER NOT NULL REFERENCES metadata_source (identity_provider_id)
                    ON DELETE CASCADE,
                der BLOB NOT NULL
            ) STRICT
            """,
            // A description that a person has to approve, or has rejected.
            """
            CREATE TABLE proposed_metadata (
                identity_provider_id INTEGER PRIMARY KEY REFERENCES metadata_source (identity_provider_id)
                    ON DELETE CASCADE,
                xml BLOB NOT NULL,
                found_at INTEGER NOT NULL,
                difference TEXT NOT NULL,
                rejected INTEGER NOT NULL CHECK (rejected IN (0, 1))
            ) STRICT
            """,
        ],
        [
            // What decides about the next check; see ClaimProgress.
            "ALTER TABLE claim ADD COLUMN next_check INTEGER",
            "ALTER TABLE claim ADD COLUMN checks INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE claim ADD COLUMN absences INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE claim ADD COLUMN absence_seconds INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE claim ADD COLUMN absence_last INTEGER",
            "ALTER TABLE claim ADD COLUMN silence_seconds INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE claim ADD COLUMN silence_last INTEGER",
            "ALTER TABLE claim ADD COLUMN silent_since INTEGER",
            // Nobody has looked after them until now.
            "UPDATE claim SET next_check = state_since WHERE state IN (1, 2, 3, 4)",
            "CREATE INDEX claim_next_check ON claim (next_check) WHERE next_check IS NOT NULL",
            "CREATE INDEX claim_endangered ON claim (absence_seconds DESC) WHERE state = 3",
            "CREATE INDEX claim_checked_at ON claim (checked_at) WHERE next_check IS NOT NULL",
            """
            CREATE TABLE claim_check (
                id INTEGER PRIMARY KEY,
                claim_id INTEGER NOT NULL REFERENCES claim (id),
                first_at INTEGER NOT NULL,
                last_at INTEGER NOT NULL,
                count INTEGER NOT NULL,
                outcome INTEGER NOT NULL CHECK (outcome BETWEEN 1 AND 4),
                is_secure INTEGER NOT NULL CHECK (is_secure IN (0, 1)),
                is_confirmed INTEGER NOT NULL CHECK (is_confirmed IN (0, 1)),
                state_before INTEGER NOT NULL CHECK (state_before BETWEEN 1 AND 6),
                state_after INTEGER NOT NULL CHECK (state_after BETWEEN 1 AND 6),
                resolver TEXT NOT NULL,
                detail TEXT NOT NULL
            ) STRICT
            """,
            "CREATE INDEX claim_check_of_claim ON claim_check (claim_id)",
        ],
    ]
}
