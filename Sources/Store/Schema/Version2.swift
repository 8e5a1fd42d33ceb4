extension Schema {
    /// Where metadata comes from, and what of it waits for approval.
    static let version2: [StaticString] = [
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
    ]
}
