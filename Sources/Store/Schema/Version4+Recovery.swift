extension Schema {
    /// Recovery codes of owners.
    static let recoveryCodes: [StaticString] = [
        // As many as were printed last. A used one keeps its number and loses its hash.
        """
        CREATE TABLE recovery_code (
            member_id INTEGER NOT NULL REFERENCES member (id),
            number INTEGER NOT NULL CHECK (number > 0),
            hash TEXT NOT NULL,
            printed_at INTEGER NOT NULL,
            used_at INTEGER,
            PRIMARY KEY (member_id, number)
        ) STRICT
        """,
        // Whoever is no active owner any more has no codes, by whatever way that comes about.
        """
        CREATE TRIGGER recovery_code_void AFTER UPDATE OF role, status ON member
        WHEN NEW.role <> 1 OR NEW.status <> 1
        BEGIN
            DELETE FROM recovery_code WHERE member_id = NEW.id;
        END
        """,
        // Whom a code let in, when, and by way of what.
        """
        CREATE TABLE recovery_use (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            member_id INTEGER NOT NULL REFERENCES member (id),
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            origin TEXT NOT NULL
        ) STRICT
        """,
        // Who has not been told of it yet.
        """
        CREATE TABLE recovery_news (
            member_id INTEGER NOT NULL REFERENCES member (id),
            use_id INTEGER NOT NULL REFERENCES recovery_use (id),
            PRIMARY KEY (member_id, use_id)
        ) STRICT
        """,
        // Tries of the last hour that did not let anybody in; for whichever name, member or not.
        """
        CREATE TABLE recovery_try (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            login TEXT NOT NULL,
            place TEXT NOT NULL
        ) STRICT
        """,
    ]
}
