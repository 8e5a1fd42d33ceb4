public import Policy

/// A claim that may be due for a check.
public struct DueClaim: Hashable, Sendable {
    /// Key in the store.
    public let id: Int64
    /// The claimed name; nil when what stands there is none, and the claim cannot be checked.
    public let domain: DomainName?
}

/// Changes of claims, and whose names are.
extension Store {
    /// Adds a claim in PENDING. Several organisations may have one on the same name.
    ///
    /// - Parameter firstCheck: when it is to be looked for; nil for never.
    /// - Throws: ``StoreError/conflict`` when the organisation has an open claim on that name, and
    ///   ``SettingsGuard/planLacksSSO``.
    public func addClaim(
        on domain: DomainName, of organisation: Organisation.ID, token: String, at now: UnixTime,
        firstCheck: UnixTime?
    ) throws(StoreError) {
        try requireSSOPlan(of: organisation)
        try connection.run(
            """
            INSERT INTO claim (organisation_id, domain, state, token, claimed_at, state_since, next_check)
            VALUES (?5, ?1, 1, ?2, ?3, ?3, ?4)
            """,
            [
                .text(domain.bytes), .string(token), .time(now), .time(firstCheck),
                .integer(organisation),
            ])
    }

    /// Writes down where a claim stands. Call it inside the ``transaction(_:)`` that read the claim: whatever somebody else
    /// wrote since then would be overwritten.
    ///
    /// - Throws: ``StoreError/conflict`` when it is verified and another claim holds the name, or when there is no such claim.
    public func update(_ claim: DomainClaim) throws(StoreError) {
        let progress = claim.progress
        try connection.run(
            """
            UPDATE claim SET state = ?, state_since = ?, next_check = ?, checked_at = ?, checks = ?, absences = ?,
                absence_seconds = ?, absence_last = ?, silence_seconds = ?, silence_last = ?, silent_since = ?,
                checked_boot = ?, checked_uptime = ?, missing_since = ?
            WHERE id = ?
            """,
            [
                .integer(Int64(claim.state.rawValue)), .time(claim.stateSince),
                .time(progress.nextCheck), .time(progress.lastCheck),
                .integer(progress.checks), .integer(progress.absences), .integer(progress.absenceSeconds),
                .time(progress.absenceLast), .integer(progress.silenceSeconds),
                .time(progress.silenceLast), .time(progress.silentSince),
                .string(progress.boot), .integer(progress.uptime), .time(progress.missingSince),
                .integer(claim.id),
            ])
        guard connection.changes == 1 else { throw .conflict }
    }

    /// Lets a transaction go on only if an organisation can do without this claim.
    ///
    /// - Throws: ``SettingsGuard/lastVerifiedDomain`` for its last claim in VERIFIED or GRACE while it requires SSO.
    public func requireReleasable(_ claim: DomainClaim) throws(StoreError) {
        guard claim.state.isVerified, try organisation(claim.organisation)?.ssoRequired == true else {
            return
        }
        let another = try connection.integer(
            "SELECT 1 FROM claim WHERE organisation_id = ? AND state IN (2, 3) AND id <> ? LIMIT 1",
            [.integer(claim.organisation), .integer(claim.id)])
        guard another == 1 else { throw .refused(.lastVerifiedDomain) }
    }

    /// When any claim on a name was last checked, whoever's it is, as far as that is not in the future; nil for never.
    public func lastCheck(of domain: DomainName, until now: UnixTime) throws(StoreError) -> UnixTime? {
        try connection.integer(
            "SELECT max(checked_at) FROM claim WHERE domain = ? AND checked_at <= ?",
            [.text(domain.bytes), .time(now)]
        ).map { UnixTime(seconds: $0) }
    }

    /// The organisation that holds a name: its claim is VERIFIED or in GRACE; nil when none does.
    public func holder(of domain: DomainName) throws(StoreError) -> Organisation.ID? {
        try connection.integer(
            "SELECT organisation_id FROM claim WHERE domain = ? AND state IN (2, 3)", [.text(domain.bytes)])
    }

    /// Whether an organisation other than this one holds a name: its claim is VERIFIED or in GRACE.
    func isHeld(
        _ domain: DomainName, byOtherThan organisation: Organisation.ID
    ) throws(StoreError) -> Bool {
        guard let holder = try holder(of: domain) else { return false }
        return holder != organisation
    }

    /// Whether somebody else's claim on the name is VERIFIED or in GRACE.
    public func isHeldByAnother(_ claim: DomainClaim) throws(StoreError) -> Bool {
        try connection.integer(
            "SELECT 1 FROM claim WHERE domain = ? AND state IN (2, 3) AND id <> ?",
            [.text(claim.domain.bytes), .integer(claim.id)]) == 1
    }

    /// The claims to check, in the order in which their turns come: those of the organisations in turn, and of each
    /// organisation those that were never checked first, then those that have waited longest.
    ///
    /// One that is planned further ahead than a day, or was last seen more than an hour in the future, is due, too: no
    /// timer is that long, so the clock went back since.
    public func dueClaims(at now: UnixTime) throws(StoreError) -> [DueClaim] {
        let row = try connection.prepare(
            """
            SELECT id, domain FROM claim WHERE next_check <= ?1 OR next_check > ?1 + 86400
                OR (next_check IS NOT NULL AND coalesce(checked_at, claimed_at) > ?1 + 3600)
            ORDER BY ROW_NUMBER() OVER (
                    PARTITION BY organisation_id ORDER BY checked_at IS NOT NULL, next_check, id),
                checked_at IS NOT NULL, next_check, id
            """, [.time(now)])
        var due: [DueClaim] = []
        while try row.step() {
            due.append(DueClaim(id: row.integer(0), domain: DomainName(row.bytes(1))))
        }
        return due
    }
}
