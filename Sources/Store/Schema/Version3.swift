extension Schema {
    /// The life of claims, and the evidence of their checks.
    static let version3: [StaticString] = [
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
    ]
}
