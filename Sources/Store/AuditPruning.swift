public import Policy

extension Store {
    /// Removes the records before a time from the beginning of the log, and records that: number and hash of the last removed one,
    /// from which the rest is verified.
    ///
    /// - Parameters:
    ///   - limit: the first record that is not older stays, and all behind it.
    ///   - entry: who does it, when and from where; the rest is filled in.
    /// - Returns: how many were removed; with 0 nothing is recorded.
    public func pruneAudit(before limit: UnixTime, recording entry: AuditEntry) throws(StoreError) -> Int64 {
        try connection.transaction { () throws(StoreError) in
            let row = try connection.prepare(
                """
                SELECT sequence, hash FROM audit
                WHERE sequence < ifnull((SELECT min(sequence) FROM audit WHERE at >= ?), 9223372036854775807)
                ORDER BY sequence DESC LIMIT 1
                """, [.time(limit)])
            guard try row.step() else { return 0 }
            let last = AuditHead(sequence: row.integer(0), hash: row.bytes(1))
            // Through with the statement before rows go away under it.
            while try row.step() {}
            let first = try connection.integer("SELECT min(sequence) FROM audit") ?? last.sequence
            var entry = entry
            entry.before = first.description + " to " + last.sequence.description
            entry.after = last.text
            try record(entry)
            try connection.run("DELETE FROM audit WHERE sequence <= ?", [.integer(last.sequence)])
            return Int64(connection.changes)
        }
    }
}

extension AuditHead {
    /// `812:` and the hash in 64 hexadecimal digits.
    public var text: String { sequence.description + ":" + Hexadecimal.text(hash) }

    /// Reads ``text``.
    init?(_ text: [UInt8]) {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")),
            let sequence = Int64(String(decoding: text[..<colon], as: UTF8.self)),
            let hash = Hexadecimal.bytes(text[(colon + 1)...]), hash.count == SHA256.length
        else { return nil }
        self.init(sequence: sequence, hash: hash)
    }
}
