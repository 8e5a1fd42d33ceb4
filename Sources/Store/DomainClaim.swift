public import Policy

/// The organisation's claim on a domain.
public struct DomainClaim: Hashable, Sendable {
    /// Key in the store.
    public let id: Int64
    /// The claimed name.
    public let domain: DomainName
    /// How far the claim has got.
    public let state: ClaimState
    /// What the TXT record has to carry; one per claim, never reissued.
    public let token: String
    /// When it was claimed.
    public let claimedAt: UnixTime
    /// When it got into its state.
    public let stateSince: UnixTime
    /// When DNS was last asked; nil for never.
    public let checkedAt: UnixTime?
}

extension Store {
    /// All claims, tombstones too, by domain, the newest first.
    public func claims() throws(StoreError) -> [DomainClaim] {
        let row = try connection.prepare(
            """
            SELECT id, domain, state, token, claimed_at, state_since, checked_at FROM claim
            ORDER BY domain, claimed_at DESC, id DESC
            """)
        var claims: [DomainClaim] = []
        while try row.step() { claims.append(try Self.claim(row)) }
        return claims
    }

    /// The claim that counts for a domain: a verified one, else a lapsed one, else a pending one, else the newest tombstone.
    public func claim(on domain: DomainName) throws(StoreError) -> DomainClaim? {
        let row = try connection.prepare(
            """
            SELECT id, domain, state, token, claimed_at, state_since, checked_at FROM claim WHERE domain = ?
            ORDER BY CASE state WHEN 2 THEN 0 WHEN 3 THEN 0 WHEN 4 THEN 1 WHEN 1 THEN 2 ELSE 3 END, claimed_at DESC, id DESC
            LIMIT 1
            """, [.text(domain.bytes)])
        return try row.step() ? Self.claim(row) : nil
    }

    /// The claim that counts when only a login name is known: the organisation's best, by the order of ``claim(on:)``.
    func bestClaim() throws(StoreError) -> DomainClaim? {
        let row = try connection.prepare(
            """
            SELECT id, domain, state, token, claimed_at, state_since, checked_at FROM claim
            ORDER BY CASE state WHEN 2 THEN 0 WHEN 3 THEN 0 WHEN 4 THEN 1 WHEN 1 THEN 2 ELSE 3 END, claimed_at DESC, id DESC
            LIMIT 1
            """)
        return try row.step() ? Self.claim(row) : nil
    }

    /// Adds a claim in PENDING.
    ///
    /// - Throws: ``StoreError/conflict`` when the organisation has an open claim on that name.
    public func addClaim(on domain: DomainName, token: String, at now: UnixTime) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO claim (organisation_id, domain, state, token, claimed_at, state_since)
            VALUES (1, ?, 1, ?, ?, ?)
            """, [.text(domain.bytes), .string(token), .integer(now.seconds), .integer(now.seconds)])
    }

    /// Moves a claim to a state; `stateSince` changes only when the state does.
    ///
    /// - Throws: ``StoreError/conflict`` when another claim holds the name, or this one is no longer in the state it was read in.
    public func setState(_ state: ClaimState, of claim: DomainClaim, at now: UnixTime) throws(StoreError) {
        try connection.run(
            """
            UPDATE claim SET state_since = CASE state WHEN ?1 THEN state_since ELSE ?2 END, state = ?1
            WHERE id = ?3 AND state = ?4
            """,
            [
                .integer(Int64(state.rawValue)), .integer(now.seconds), .integer(claim.id),
                .integer(Int64(claim.state.rawValue)),
            ])
        guard connection.changes == 1 else { throw .conflict }
    }

    /// Notes that DNS was asked.
    public func noteCheck(of claim: DomainClaim, at now: UnixTime) throws(StoreError) {
        try connection.run(
            "UPDATE claim SET checked_at = ? WHERE id = ?", [.integer(now.seconds), .integer(claim.id)])
    }

    private static func claim(_ row: Statement) throws(StoreError) -> DomainClaim {
        guard let domain = DomainName(row.bytes(1)),
            let state = ClaimState(rawValue: UInt8(clamping: row.integer(2)))
        else { throw .corrupt }
        return DomainClaim(
            id: row.integer(0), domain: domain, state: state, token: row.string(3),
            claimedAt: UnixTime(seconds: row.integer(4)), stateSince: UnixTime(seconds: row.integer(5)),
            checkedAt: row.optionalInteger(6).map { UnixTime(seconds: $0) })
    }
}
