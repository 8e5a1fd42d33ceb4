extension Schema {
    /// What the audit log records beside the event, and the chain through it. `AuditChain.adopt(in:)` moves the old rows afterwards.
    static let auditChain: [StaticString] = [
        "ALTER TABLE audit RENAME TO unchained_audit",
        // AUTOINCREMENT: SQLite remembers the highest number when the end was cut off.
        """
        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            event TEXT NOT NULL,
            actor TEXT NOT NULL,
            subject TEXT NOT NULL,
            organisation TEXT NOT NULL,
            outcome TEXT NOT NULL,
            rule TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            service TEXT NOT NULL,
            remote_host TEXT NOT NULL,
            terminal TEXT NOT NULL,
            reference TEXT NOT NULL,
            detail TEXT NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT
        """,
    ]
}
