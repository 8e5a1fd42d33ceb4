public import Domains
public import Policy
public import Store

/// The events of a claim's life. Each is one transaction that reads the claim, applies the event to what is
/// there now, and writes the state, the evidence and the audit record: whatever happens meanwhile or in
/// between, none is lost and none counts twice.
extension Store {
    /// Makes a claim: PENDING, first checked in a minute. Call it inside ``Store/transaction(_:)`` with the
    /// audit record.
    ///
    /// - Throws: `StoreError.conflict` when the organisation has an open claim on that name, and
    ///   `SettingsGuard.planLacksSSO`.
    public func claim(
        _ domain: DomainName, of organisation: Organisation.ID, token: ClaimToken, at now: UnixTime
    ) throws(StoreError) {
        try addClaim(
            on: domain, of: organisation, token: token.description, at: now,
            firstCheck: ClaimLife(claimedAt: now).nextCheck)
    }

    /// Gives a claim up. Call it inside ``Store/transaction(_:)`` with the audit record.
    ///
    /// - Returns: the state it was in; nil when it was a tombstone already, and nothing was written.
    /// - Throws: `StoreError.conflict` when there is no such claim.
    public func withdraw(claim id: Int64, at now: UnixTime) throws(StoreError) -> ClaimState? {
        guard let claim = try claim(id: id) else { throw .conflict }
        let step = ClaimLife(claim).withdrawn(at: now)
        guard !step.news.isEmpty else { return nil }
        try update(claim.living(step.life))
        return claim.state
    }

    /// Takes the turn for a check by hand, which comes at most once in 30 s for each domain, whoever else wants
    /// one at the same time. A transaction of its own.
    ///
    /// - Returns: how many seconds are to be waited; 0 when the check may begin now, and counts as made from
    ///   here on.
    public func beginCheckByHand(of id: Int64, at now: UnixTime) throws(StoreError) -> Int64 {
        try transaction { () throws(StoreError) in
            guard let claim = try claim(id: id) else { throw .conflict }
            var life = ClaimLife(claim)
            life.lastCheck = try lastCheck(of: claim.domain, until: now)
            let wait = life.verifyWait(at: now)
            guard wait == 0 else { return wait }
            life.lastCheck = now
            try update(claim.living(life))
            return 0
        }
    }

    /// What the checks of a claim saw, oldest first.
    public func evidence(of claim: Int64) throws(StoreError) -> [ClaimEvidence] {
        var story: [ClaimEvidence] = []
        for record in try checks(of: claim) { story.append(try ClaimEvidence(record)) }
        return story
    }

    /// Whether the record of a claim was found, and proves nothing: another organisation holds the name. Which one
    /// is not for those who ask.
    public func isOutrun(_ claim: DomainClaim) throws(StoreError) -> Bool {
        guard [.pending, .lapsed].contains(claim.state), try isHeldByAnother(claim) else { return false }
        return try evidence(of: claim.id).foundInVain
    }

    /// Takes what a check saw into account. A transaction of its own.
    ///
    /// - Parameters:
    ///   - id: key of the claim.
    ///   - clock: both clocks of the machine, read inside the transaction, so that events have the order in which they are written.
    ///   - random: for the time of the next check.
    public func note(
        _ report: CheckReport, of id: Int64, clock: () -> Moment,
        random: inout some RandomNumberGenerator
    ) throws(StoreError) -> CheckResult {
        try transaction { () throws(StoreError) in
            let moment = clock()
            let now = moment.time
            let passed = now.seconds.subtractingReportingOverflow(report.began.seconds)
            guard !passed.overflow, (0...CheckReport.mostSeconds).contains(passed.partialValue) else {
                return .outdated
            }
            guard let claim = try claim(id: id), claim.state != .expired, claim.state != .withdrawn else {
                return .closed
            }
            let life = ClaimLife(claim)
            let step = life.step(
                report.observation, at: moment, heldByAnother: try isHeldByAnother(claim), random: &random)
            try update(claim.living(step.life))

            let check = ClaimEvidence(
                report.observation, at: now, resolver: report.resolver, before: life, step: step)
            let known = try evidence(of: id)
            let story = ClaimEvidence.story(known, adding: check)
            try setChecks(story.map(\.record), of: id)

            // That another organisation holds the name is told once, not with each check that finds the record.
            let isKnown = known.foundInVain
            let news = step.news.filter { $0 != .heldByAnother || !isKnown }
            if !news.isEmpty || report.isByHand {
                var entry = AuditEntry(report, of: claim.domain, news: news, story: story, at: now)
                entry.organisation = claim.organisation
                try record(entry)
            }
            return .noted(claim.living(step.life), news)
        }
    }
}

extension [ClaimEvidence] {
    /// Since the last transition a check found the record, and that verified nothing.
    fileprivate var foundInVain: Bool {
        let since = lastIndex(where: \.isTransition).map { $0 + 1 } ?? startIndex
        return self[since...].contains { $0.outcome == .present && $0.isConfirmed && !$0.after.isVerified }
    }
}
