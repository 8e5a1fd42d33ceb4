extension Schema {
    /// The first tables.
    static let version1: [StaticString] = [
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
    ]
}
