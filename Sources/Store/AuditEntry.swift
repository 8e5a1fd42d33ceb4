public import Policy

/// One line of the audit log. Never a secret, a code or a whole assertion.
public struct AuditEntry: Hashable, Sendable {
    /// When it happened.
    public var at: UnixTime
    /// What: a word or two with dots, such as `login`, `sso.require`, `member.add`.
    public var event: String
    /// Who did it: an account of this host, or the service.
    public var actor: String
    /// To whom or what.
    public var subject: String
    /// `allowed`, `denied`, `changed`, …
    public var outcome: String
    /// Row of the table or code of the SAML rule that decided; empty for none.
    public var rule: String
    /// The rest, for people.
    public var detail: String

    /// Takes the entry as it will be read.
    public init(
        at: UnixTime, event: String, actor: String, subject: String, outcome: String, rule: String = "",
        detail: String
    ) {
        self.at = at
        self.event = event
        self.actor = actor
        self.subject = subject
        self.outcome = outcome
        self.rule = rule
        self.detail = detail
    }
}

extension Store {
    /// Appends an entry.
    public func record(_ entry: AuditEntry) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO audit (at, event, actor, subject, outcome, rule, detail) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(entry.at.seconds), .string(entry.event), .string(entry.actor),
                .string(entry.subject),
                .string(entry.outcome), .string(entry.rule), .string(entry.detail),
            ])
    }

    /// The newest entries, at most `limit`, oldest first.
    public func auditEntries(limit: Int = 1_000) throws(StoreError) -> [AuditEntry] {
        let row = try connection.prepare(
            """
            SELECT at, event, actor, subject, outcome, rule, detail FROM audit ORDER BY sequence DESC LIMIT ?
            """, [.integer(Int64(limit))])
        var entries: [AuditEntry] = []
        while try row.step() {
            entries.append(
                AuditEntry(
                    at: UnixTime(seconds: row.integer(0)), event: row.string(1), actor: row.string(2),
                    subject: row.string(3), outcome: row.string(4), rule: row.string(5), detail: row.string(6)
                ))
        }
        entries.reverse()
        return entries
    }
}
