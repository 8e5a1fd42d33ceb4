public import Policy

/// What one check of a claim left behind, or several in a row that saw the same.
public struct CheckRecord: Hashable, Sendable {
    /// When it was first seen like this.
    public var first: UnixTime
    /// When it was last seen like this.
    public var last: UnixTime
    /// How many checks saw it.
    public var count: Int64
    /// What they saw, 1 to 4: the store keeps it for those who know the outcomes.
    public var outcome: UInt8
    /// Whether DNSSEC proved it.
    public var isSecure: Bool
    /// Whether DNSSEC proved it or a second look-up agreed.
    public var isConfirmed: Bool
    /// Where the claim stood before.
    public var before: ClaimState
    /// Where it stood afterwards.
    public var after: ClaimState
    /// Who was asked.
    public var resolver: String
    /// What was seen, for people.
    public var detail: String

    /// A record; see the properties.
    public init(
        first: UnixTime, last: UnixTime, count: Int64, outcome: UInt8, isSecure: Bool, isConfirmed: Bool,
        before: ClaimState, after: ClaimState, resolver: String, detail: String
    ) {
        (self.first, self.last, self.count) = (first, last, count)
        self.outcome = outcome
        self.isSecure = isSecure
        self.isConfirmed = isConfirmed
        (self.before, self.after) = (before, after)
        self.resolver = resolver
        self.detail = detail
    }
}

extension Store {
    /// What the checks of a claim left behind, oldest first.
    ///
    /// - Parameter claim: its key.
    public func checks(of claim: Int64) throws(StoreError) -> [CheckRecord] {
        try keyedChecks(of: claim).map { $0.record }
    }

    /// Makes `records` all that is kept of the checks of a claim. Call it inside ``transaction(_:)``.
    ///
    /// - Parameters:
    ///   - records: oldest first; what is kept already is not written again.
    ///   - claim: its key.
    /// - Throws: ``StoreError/conflict`` when there is no such claim.
    public func setChecks(_ records: [CheckRecord], of claim: Int64) throws(StoreError) {
        var kept = 0
        for (key, record) in try keyedChecks(of: claim) {
            if kept < records.count, records[kept] == record {
                kept += 1
            } else {
                try connection.run("DELETE FROM claim_check WHERE id = ?", [.integer(key)])
            }
        }
        for record in records[kept...] { try add(record, to: claim) }
    }

    private func add(_ record: CheckRecord, to claim: Int64) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO claim_check (claim_id, first_at, last_at, count, outcome, is_secure, is_confirmed, state_before,
                state_after, resolver, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(claim), .time(record.first), .time(record.last),
                .integer(record.count), .integer(Int64(record.outcome)),
                .integer(record.isSecure ? 1 : 0), .integer(record.isConfirmed ? 1 : 0),
                .integer(Int64(record.before.rawValue)), .integer(Int64(record.after.rawValue)),
                .string(record.resolver), .string(record.detail),
            ])
    }

    private func keyedChecks(of claim: Int64) throws(StoreError) -> [(key: Int64, record: CheckRecord)] {
        let row = try connection.prepare(
            """
            SELECT id, first_at, last_at, count, outcome, is_secure, is_confirmed, state_before, state_after, resolver,
                detail FROM claim_check WHERE claim_id = ? ORDER BY id
            """, [.integer(claim)])
        var records: [(key: Int64, record: CheckRecord)] = []
        while try row.step() {
            guard let before = ClaimState(rawValue: UInt8(clamping: row.integer(7))),
                let after = ClaimState(rawValue: UInt8(clamping: row.integer(8)))
            else { throw .corrupt }
            let record = CheckRecord(
                first: row.time(1), last: row.time(2),
                count: row.integer(3), outcome: UInt8(clamping: row.integer(4)),
                isSecure: row.integer(5) == 1, isConfirmed: row.integer(6) == 1, before: before, after: after,
                resolver: row.string(9), detail: row.string(10))
            records.append((row.integer(0), record))
        }
        return records
    }
}
