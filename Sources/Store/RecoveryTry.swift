public import Policy

/// How many wrong recovery codes are looked at. Their 80 bits need no such limit: it keeps the costly look cheap for the host,
/// and makes guessing seen.
public struct RecoveryLimits: Hashable, Sendable {
    /// For how many seconds a wrong one counts.
    public var memory: Int64 = 3_600
    /// For one login name from one place.
    public var fromOnePlace: Int64 = 5
    /// For all names from one place other than this host, so that none uses up what all have.
    public var forOnePlace: Int64 = 20
    /// For one login name from all other hosts. What is typed at this host counts apart, so that nobody out there can take
    /// the way in at the console.
    public var forOneName: Int64 = 30
    /// For all names that have codes left, from all other hosts.
    public var forAll: Int64 = 300

    /// The limits as they ship.
    public init() {}
}

/// Leave to look at a recovery code.
public enum RecoveryTry: Hashable, Sendable {
    /// None for so many seconds.
    case wait(seconds: Int64)
    /// It is counted as wrong until its code is found right.
    ///
    /// - Parameters:
    ///   - id: names the try.
    ///   - hashes: of the codes that whoever has this login has left; mostly none.
    case granted(id: Int64, hashes: [String])
}

extension Store {
    /// Counts a recovery code that somebody typed, before it is looked at. What it costs and says does not depend on whose
    /// the login name is, or whether it is anybody's.
    ///
    /// - Parameter place: where it was typed: the same for hosts that share a fate, empty for this host.
    public func beginRecovery(
        of login: LoginName, from place: String, _ limits: RecoveryLimits, at now: UnixTime
    ) throws(StoreError) -> RecoveryTry {
        try connection.transaction { () throws(StoreError) in
            let start = now.seconds - limits.memory
            // A clock that was set back must not make old tries count for longer.
            try connection.run(
                "DELETE FROM recovery_try WHERE at <= ? OR at > ?", [.integer(start), .time(now)])
            let (name, here) = (SQLValue.text(login.bytes), SQLValue.string(place))
            let oldestHere = try connection.integer(
                "SELECT min(at) FROM recovery_try WHERE login = ? AND place = ? HAVING count(*) >= ?",
                [name, here, .integer(limits.fromOnePlace)])
            if let oldestHere { return .wait(seconds: oldestHere - start) }
            if !place.utf8.isEmpty {
                let oldest = try connection.integer(
                    """
                    SELECT max(oldest) FROM (
                        SELECT min(at) AS oldest FROM recovery_try WHERE place = ? HAVING count(*) >= ?
                        UNION ALL
                        SELECT min(at) FROM recovery_try WHERE login = ? AND place <> '' HAVING count(*) >= ?
                        UNION ALL
                        SELECT min(at) FROM recovery_try WHERE place <> '' AND login IN (
                            SELECT login FROM recovery_code JOIN member ON member.id = member_id WHERE used_at IS NULL)
                        HAVING count(*) >= ?
                    ) HAVING count(*) > 0
                    """,
                    [
                        here, .integer(limits.forOnePlace), name, .integer(limits.forOneName),
                        .integer(limits.forAll),
                    ])
                if let oldest { return .wait(seconds: oldest - start) }
            }
            try connection.run(
                "INSERT INTO recovery_try (at, login, place) VALUES (?, ?, ?)",
                [.time(now), name, here])
            return .granted(id: connection.lastInsertedRow, hashes: try recoveryHashes(of: login))
        }
    }

    private func recoveryHashes(of login: LoginName) throws(StoreError) -> [String] {
        try connection.prepare(
            """
            SELECT hash FROM recovery_code JOIN member ON member.id = member_id
            WHERE login = ? AND used_at IS NULL ORDER BY member_id, number
            """, [.text(login.bytes)]
        ).all { (row) throws(StoreError) in row.string(0) }
    }
}
