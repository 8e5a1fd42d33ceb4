/// What looking through the whole chain found.
public enum AuditVerification: Hashable, Sendable {
    /// Every record is the one that was written, and none is missing.
    ///
    /// - Parameters:
    ///   - count: how many there are.
    ///   - head: the newest.
    ///   - first: number of the oldest; 1 unless older ones were pruned.
    case intact(count: Int64, first: Int64, head: AuditHead)
    /// The first place where the chain is broken.
    case broken(AuditBreak)
}

/// Where and how the chain is broken.
public enum AuditBreak: Hashable, Sendable {
    /// The record with this number is not what was written there: it was changed, put in or moved.
    case altered(Int64)
    /// The records with these numbers are gone.
    case missing(ClosedRange<Int64>)
    /// The record that was known to be there is not: the end was cut off, or the whole log was replaced.
    case unknownAnchor
}

extension Store {
    /// Looks through the whole chain, from the first record that is still there.
    ///
    /// Somebody who may write the store can cut off its end, or make the whole chain anew. Only a hash that was kept elsewhere
    /// tells that: the newest one is in the system log with every record.
    ///
    /// - Parameter anchor: the hash of a record that is known to have been there, 32 bytes; nil when none was kept.
    public func verifyAudit(expecting anchor: [UInt8]? = nil) throws(StoreError) -> AuditVerification {
        let first = try connection.integer("SELECT min(sequence) FROM audit") ?? 1
        var previous: AuditHead
        if first <= 1 {
            previous = AuditHead(sequence: 0, hash: AuditChain.beginning)
        } else {
            guard let pruned = try pruned(before: first) else { return .broken(.missing(1...first - 1)) }
            previous = pruned
        }
        var isKnown = anchor == nil || anchor == previous.hash
        var count: Int64 = 0
        let row = try connection.prepare(
            "SELECT * FROM audit ORDER BY sequence")
        while try row.step() {
            let sequence = row.integer(0)
            guard sequence > 0 else { return .broken(.altered(sequence)) }
            guard sequence == previous.sequence + 1 else {
                return .broken(.missing(previous.sequence + 1...sequence - 1))
            }
            var texts: [[UInt8]] = []
            for column: Int32 in 2...14 { texts.append(row.bytes(column)) }
            let hash = AuditChain.hash(sequence: sequence, at: row.integer(1), texts, after: previous.hash)
            guard hash == row.bytes(15) else { return .broken(.altered(sequence)) }
            previous = AuditHead(sequence: sequence, hash: hash)
            if let anchor, anchor == hash { isKnown = true }
            count += 1
        }
        let last = try AuditChain.lastNumber(in: connection)
        guard last <= previous.sequence else { return .broken(.missing(previous.sequence + 1...last)) }
        guard isKnown else { return .broken(.unknownAnchor) }
        return .intact(count: count, first: first, head: previous)
    }

    /// The last record that was pruned, if a record of the log says so.
    private func pruned(before first: Int64) throws(StoreError) -> AuditHead? {
        let row = try connection.prepare(
            "SELECT after FROM audit WHERE event = 'audit.prune' ORDER BY sequence DESC")
        while try row.step() {
            if let head = AuditHead(row.bytes(0)), head.sequence == first - 1 { return head }
        }
        return nil
    }
}
