extension Schema {
    /// Several organisations, each with its plan and settings. Tables whose constraints change are made anew; every row keeps
    /// its key. Before this version the store had one organisation, with the key 1.
    static let severalOrganisations: [StaticString] = [
        """
        CREATE TABLE organisation_4 (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            plan TEXT NOT NULL DEFAULT 'enterprise' CHECK (plan IN ('standard', 'enterprise')),
            sso_required INTEGER NOT NULL DEFAULT 0 CHECK (sso_required IN (0, 1)),
            jit_enabled INTEGER NOT NULL DEFAULT 0 CHECK (jit_enabled IN (0, 1)),
            seat_limit INTEGER CHECK (seat_limit > 0),
            key_max_age INTEGER NOT NULL DEFAULT 86400 CHECK (key_max_age >= 0),
            externals INTEGER NOT NULL DEFAULT 1 CHECK (externals IN (1, 2)),
            created_at INTEGER NOT NULL
        ) STRICT
        """,
        """
        INSERT INTO organisation_4 (id, name, sso_required, jit_enabled, created_at)
            SELECT id, name, sso_required, jit_enabled, created_at FROM organisation
        """,
        "DROP TABLE organisation",
        "ALTER TABLE organisation_4 RENAME TO organisation",
        // A row is never deleted: name, uid and e-mail of a person who left are given to nobody else. The rows of one login
        // in several organisations are one account: Store.addMember keeps them the same.
        """
        CREATE TABLE member_4 (
            id INTEGER PRIMARY KEY,
            organisation_id INTEGER NOT NULL REFERENCES organisation (id),
            email TEXT NOT NULL,
            display_name TEXT NOT NULL,
            role INTEGER NOT NULL CHECK (role IN (1, 2, 3)),
            status INTEGER NOT NULL CHECK (status IN (1, 2, 3)),
            login TEXT NOT NULL,
            uid INTEGER,
            home TEXT NOT NULL,
            shell TEXT NOT NULL,
            may_link INTEGER NOT NULL CHECK (may_link IN (0, 1)),
            created_at INTEGER NOT NULL,
            last_sso_at INTEGER,
            UNIQUE (organisation_id, email),
            UNIQUE (login, organisation_id),
            UNIQUE (uid, organisation_id)
        ) STRICT
        """,
        """
        INSERT INTO member_4 (id, organisation_id, email, display_name, role, status, login, uid, home, shell, may_link,
                created_at, last_sso_at)
            SELECT id, organisation_id, email, display_name, role, status, login, uid, home, shell, may_link,
                created_at, last_sso_at FROM member
        """,
        "DROP TABLE member",
        "ALTER TABLE member_4 RENAME TO member",
        // What one organisation was told about a person says nothing to another one that has the same provider later.
        """
        CREATE TABLE identity_4 (
            organisation_id INTEGER NOT NULL REFERENCES organisation (id),
            member_id INTEGER NOT NULL REFERENCES member (id),
            idp_entity_id TEXT NOT NULL,
            format TEXT NOT NULL,
            name_qualifier TEXT NOT NULL,
            sp_name_qualifier TEXT NOT NULL,
            name_id TEXT NOT NULL,
            linked_at INTEGER NOT NULL,
            PRIMARY KEY (organisation_id, idp_entity_id, format, name_qualifier, sp_name_qualifier, name_id)
        ) STRICT
        """,
        """
        INSERT INTO identity_4 (organisation_id, member_id, idp_entity_id, format, name_qualifier, sp_name_qualifier,
                name_id, linked_at)
            SELECT 1, member_id, idp_entity_id, format, name_qualifier, sp_name_qualifier, name_id, linked_at FROM identity
        """,
        "DROP TABLE identity",
        "ALTER TABLE identity_4 RENAME TO identity",
        "CREATE INDEX identity_of_member ON identity (member_id)",
        // All organisations have one postback URL, so that an issuer must lead to one of them.
        "CREATE UNIQUE INDEX identity_provider_entity ON identity_provider (entity_id) WHERE entity_id <> ''",
        // What the module has to know of the host's settings.
        """
        CREATE TABLE host_setting (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT
        """,
    ]
}
