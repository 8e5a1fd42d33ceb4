public import Policy

/// Which records are wanted.
public struct AuditSelection: Sendable {
    /// At most so many, the newest ones.
    public var limit: Int
    /// Numbered higher than this.
    public var after: Int64
    /// Not older than this.
    public var since: UnixTime?
    /// With one of these as subject or actor; nil for anybody.
    public var names: (String, String)?
    /// About the organisation with this name; nil for all, and what is about none.
    public var organisation: String?

    /// Everything wanted, unless told otherwise.
    public init(
        limit: Int = 1_000, after: Int64 = 0, since: UnixTime? = nil, names: (String, String)? = nil,
        organisation: String? = nil
    ) {
        self.limit = limit
        self.after = after
        self.since = since
        self.names = names
        self.organisation = organisation
    }
}

extension Store {
    /// Appends an entry: numbered, chained to the one before, and announced when the transaction it is part of is committed. There is
    /// no other way into the log.
    ///
    /// - Throws: ``StoreError``; whatever the transaction changed has to be undone then.
    public func record(_ entry: AuditEntry) throws(StoreError) {
        try connection.transaction { () throws(StoreError) in
            let organisation = try connection.prepare(
                "SELECT name FROM organisation WHERE id = ?", [.integer(entry.organisation)])
            let name = try organisation.step() ? organisation.string(0) : ""
            let texts = [
                entry.event.rawValue, entry.actor, entry.subject, name, entry.outcome.rawValue, entry.rule,
                entry.before, entry.after, entry.origin.service, entry.origin.remoteHost,
                entry.origin.terminal, entry.reference, entry.detail,
            ]
            let record = try AuditChain.append(
                at: entry.at, texts.map { [UInt8]($0.utf8) }, to: connection)
            connection.announceOnCommit(record)
        }
    }

    /// The selected records, oldest first.
    public func auditEntries(_ selection: AuditSelection = AuditSelection()) throws(StoreError)
        -> [AuditRecord]
    {
        let names = selection.names ?? ("", "")
        let row = try connection.prepare(
            """
            SELECT *
            FROM audit
            WHERE sequence > ?1 AND at >= ?2
                AND (?3 = 0 OR subject IN (?4, ?5) OR actor IN (?4, ?5)
                    OR substr(actor, 1, length(?4) + 5) = ?4 || ' (as ')
                AND (?7 = 0 OR organisation = ?8)
            ORDER BY sequence DESC LIMIT ?6
            """,
            [
                .integer(selection.after), .integer(selection.since?.seconds ?? .min),
                .integer(selection.names == nil ? 0 : 1), .string(names.0), .string(names.1),
                .integer(Int64(selection.limit)), .integer(selection.organisation == nil ? 0 : 1),
                .string(selection.organisation ?? ""),
            ])
        return try row.all { (row) throws(StoreError) in AuditRecord(row) }.reversed()
    }

    /// Number and hash of the newest record.
    public func auditHead() throws(StoreError) -> AuditHead {
        try AuditChain.head(of: connection)
    }

    /// A number that is another one after any other connection has changed the store.
    public func changeCounter() throws(StoreError) -> Int64 {
        try connection.integer("PRAGMA data_version") ?? 0
    }
}
