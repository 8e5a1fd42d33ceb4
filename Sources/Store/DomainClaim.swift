public import Policy

/// An organisation's claim on a domain.
public struct DomainClaim: Hashable, Sendable {
    /// Key in the store.
    public let id: Int64
    /// Whose claim it is.
    public let organisation: Organisation.ID
    /// The claimed name.
    public let domain: DomainName
    /// What the TXT record has to carry; one per claim, never reissued.
    public let token: String
    /// When it was claimed.
    public let claimedAt: UnixTime
    /// How far the claim has got.
    public var state: ClaimState
    /// When it got into its state.
    public var stateSince: UnixTime
    /// What the checks have made of it so far.
    public var progress: ClaimProgress
}

extension Store {
    /// All claims of an organisation, tombstones too, by domain, the newest first.
    public func claims(of organisation: Organisation.ID) throws(StoreError) -> [DomainClaim] {
        try claims(
            "WHERE organisation_id = ? ORDER BY domain, claimed_at DESC, id DESC", [.integer(organisation)])
    }

    /// The claim with this key.
    public func claim(id: Int64) throws(StoreError) -> DomainClaim? {
        try claims("WHERE id = ?", [.integer(id)]).first
    }

    /// The claim of an organisation that counts for a domain: a verified one, else a lapsed one, else a pending one, else the
    /// newest tombstone.
    public func claim(
        on domain: DomainName, of organisation: Organisation.ID
    ) throws(StoreError) -> DomainClaim? {
        try claims(
            "WHERE domain = ? AND organisation_id = ? ORDER BY rank, claimed_at DESC, id DESC LIMIT 1",
            [.text(domain.bytes), .integer(organisation)]
        ).first
    }

    /// The claim that counts when only a login name is known: the organisation's best, by the order of ``claim(on:of:)``; among
    /// verified ones, one that lets new people in.
    func bestClaim(of organisation: Organisation.ID) throws(StoreError) -> DomainClaim? {
        try claims(
            "WHERE organisation_id = ? ORDER BY rank, silence_seconds >= ?, claimed_at DESC, id DESC LIMIT 1",
            [.integer(organisation), .integer(ClaimSpan.silenceUntilPause)]
        ).first
    }

    /// The organisation's verified claim that is nearest to lapsing for want of its record; nil when none is in GRACE.
    func endangeredClaim(of organisation: Organisation.ID) throws(StoreError) -> DomainClaim? {
        try claims(
            "WHERE organisation_id = ? AND state = 3 ORDER BY absence_seconds DESC, state_since, id LIMIT 1",
            [.integer(organisation)]
        ).first
    }

    /// The claims that the rest of a query picks; `rank` is less for what counts more.
    private func claims(_ rest: StaticString, _ values: [SQLValue]) throws(StoreError) -> [DomainClaim] {
        try connection.prepare(
            """
            SELECT id, domain, token, claimed_at, state, state_since, next_check, checked_at, checks, absences,
                absence_seconds, absence_last, silence_seconds, silence_last, silent_since, organisation_id,
                checked_boot, checked_uptime, missing_since,
                CASE state WHEN 2 THEN 0 WHEN 3 THEN 0 WHEN 4 THEN 1 WHEN 1 THEN 2 ELSE 3 END AS rank
            FROM claim
            """, rest: rest, values
        ).all(DomainClaim.init(_:))
    }
}

extension DomainClaim {
    init(_ row: Statement) throws(StoreError) {
        guard let domain = DomainName(row.bytes(1)),
            let state = ClaimState(rawValue: UInt8(clamping: row.integer(4)))
        else { throw .corrupt }
        var progress = ClaimProgress(nextCheck: row.optionalTime(6))
        progress.lastCheck = row.optionalTime(7)
        progress.checks = row.integer(8)
        progress.absences = row.integer(9)
        progress.absenceSeconds = row.integer(10)
        progress.absenceLast = row.optionalTime(11)
        progress.silenceSeconds = row.integer(12)
        progress.silenceLast = row.optionalTime(13)
        progress.silentSince = row.optionalTime(14)
        progress.boot = row.string(16)
        progress.uptime = row.integer(17)
        progress.missingSince = row.optionalTime(18)
        self.init(
            id: row.integer(0), organisation: row.integer(15), domain: domain, token: row.string(2),
            claimedAt: row.time(3), state: state,
            stateSince: row.time(5), progress: progress)
    }

    /// The claim as the table needs it.
    public var facts: Facts.Claim {
        Facts.Claim(
            domain: domain, state: state, since: stateSince, absence: progress.absenceSeconds,
            silence: progress.silenceSeconds)
    }
}
