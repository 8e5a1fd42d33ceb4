internal import Policy

/// How records hang together: each carries a hash over itself and the hash of the one before it, so that none can be changed, taken
/// out, put in or moved without breaking every hash after it.
///
/// The hash is SHA-256 over 17 parts, each with its length in bytes as 8 bytes big-endian before it: the words
/// `gatehouse audit 1`; sequence and time (seconds since 1970) in decimal; event, actor, subject, organisation, outcome, rule, before,
/// after, service, remote host, terminal, reference and detail in UTF-8; and the hash before, which is 32 zero bytes for the first.
enum AuditChain {
    /// The hash before the first record.
    static let beginning = [UInt8](repeating: 0, count: SHA256.length)

    /// Appends a record, in the transaction that is open. The write lock is held from its begin on, so that no other writer
    /// takes the same number or follows the same record.
    ///
    /// - Parameter texts: event, actor, subject, organisation, outcome, rule, before, after, service, remote host, terminal,
    ///   reference, detail.
    static func append(
        at: UnixTime, _ texts: [[UInt8]], to connection: Connection
    ) throws(StoreError) -> AuditRecord {
        let head = try head(of: connection)
        let last = max(head.sequence, try lastNumber(in: connection))
        guard last < .max else { throw .corrupt }
        let hash = hash(sequence: last + 1, at: at.seconds, texts, after: head.hash)
        var values: [SQLValue] = [.integer(last + 1), .time(at)]
        for text in texts { values.append(.text(text)) }
        let row = try connection.prepare(
            """
            INSERT INTO audit (sequence, at, event, actor, subject, organisation, outcome, rule, before, after, service,
                remote_host, terminal, reference, detail, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
            """, values + [.blob(hash)])
        guard try row.step() else { throw .corrupt }
        let record = AuditRecord(row)
        while try row.step() {}
        return record
    }

    /// Number and hash of the newest record; 0 and ``beginning`` when there is none.
    static func head(of connection: Connection) throws(StoreError) -> AuditHead {
        let row = try connection.prepare(
            "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        guard try row.step() else { return AuditHead(sequence: 0, hash: beginning) }
        return AuditHead(sequence: row.integer(0), hash: row.bytes(1))
    }

    /// The highest number ever given, which SQLite remembers beside the table.
    static func lastNumber(in connection: Connection) throws(StoreError) -> Int64 {
        try connection.integer("SELECT seq FROM sqlite_sequence WHERE name = 'audit'") ?? 0
    }

    /// The hash of a record with these fields behind one with the hash `previous`.
    static func hash(
        sequence: Int64, at: Int64, _ texts: [[UInt8]], after previous: [UInt8]
    ) -> [UInt8] {
        var message: [UInt8] = []
        let numbers = ["gatehouse audit 1", sequence.description, at.description]
        for part in numbers.map({ [UInt8]($0.utf8) }) + texts + [previous] {
            let length = UInt64(part.count)
            for shift: UInt64 in [56, 48, 40, 32, 24, 16, 8, 0] {
                message.append(UInt8(truncatingIfNeeded: length >> shift))
            }
            message += part
        }
        return SHA256.digest(message)
    }

    /// Takes the records of a store before version 4 into the chain, in their order, and says so in one record more. Part of the
    /// migration.
    static func adopt(in connection: Connection) throws(StoreError) {
        let row = try connection.prepare(
            """
            SELECT at, event, actor, subject, '', outcome, rule, '', '', '', '', '', '', detail
            FROM unchained_audit ORDER BY sequence
            """)
        var last: AuditRecord?
        while try row.step() {
            var texts: [[UInt8]] = []
            for column: Int32 in 1...13 { texts.append(row.bytes(column)) }
            last = try append(at: row.time(0), texts, to: connection)
        }
        if let last {
            let detail = "the records to this one were written before there was a chain"
            let texts = [
                AuditEvent.auditChain.rawValue, "gatehouse", "audit", "", AuditOutcome.changed.rawValue, "",
                "1 to " + last.sequence.description, "", "", "", "", "", detail,
            ]
            _ = try append(at: last.at, texts.map { [UInt8]($0.utf8) }, to: connection)
        }
    }
}

/// The end of the chain: what to keep elsewhere, so that a missing end shows.
public struct AuditHead: Hashable, Sendable {
    /// Number of the newest record; 0 when there is none.
    public let sequence: Int64
    /// Its hash, 32 bytes.
    public let hash: [UInt8]
}
