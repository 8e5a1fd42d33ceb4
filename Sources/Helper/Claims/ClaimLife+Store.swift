public import Domains
internal import Policy
public import Store

extension ClaimLife {
    /// The life of a claim as the store keeps it.
    public init(_ claim: DomainClaim) {
        let progress = claim.progress
        self.init(claimedAt: claim.claimedAt)
        state = claim.state
        stateSince = claim.stateSince
        nextCheck = progress.nextCheck
        lastCheck = progress.lastCheck
        lastUptime = progress.boot.isEmpty ? nil : Uptime(boot: progress.boot, seconds: progress.uptime)
        checks = progress.checks
        absences = progress.absences
        absence = ObservedSpan(seconds: progress.absenceSeconds, last: progress.absenceLast)
        silence = ObservedSpan(seconds: progress.silenceSeconds, last: progress.silenceLast)
        silentSince = progress.silentSince
        missingSince = progress.missingSince
    }
}

extension DomainClaim {
    /// The same claim at another point of its life.
    func living(_ life: ClaimLife) -> DomainClaim {
        var claim = self
        claim.state = life.state
        claim.stateSince = life.stateSince
        claim.progress = ClaimProgress(nextCheck: life.nextCheck)
        claim.progress.lastCheck = life.lastCheck
        claim.progress.boot = life.lastUptime?.boot ?? ""
        claim.progress.uptime = life.lastUptime?.seconds ?? 0
        claim.progress.checks = life.checks
        claim.progress.absences = life.absences
        claim.progress.absenceSeconds = life.absence.seconds
        claim.progress.absenceLast = life.absence.last
        claim.progress.silenceSeconds = life.silence.seconds
        claim.progress.silenceLast = life.silence.last
        claim.progress.silentSince = life.silentSince
        claim.progress.missingSince = life.missingSince
        return claim
    }
}

extension ClaimEvidence {
    init(_ record: CheckRecord) throws(StoreError) {
        guard let outcome = Observation.Outcome(rawValue: record.outcome) else { throw .corrupt }
        self.init(
            first: record.first, last: record.last, count: record.count, outcome: outcome,
            isSecure: record.isSecure, isConfirmed: record.isConfirmed, before: record.before,
            after: record.after, resolver: record.resolver, text: record.detail)
    }

    var record: CheckRecord {
        CheckRecord(
            first: first, last: last, count: count, outcome: outcome.rawValue, isSecure: isSecure,
            isConfirmed: isConfirmed, before: before, after: after, resolver: resolver, detail: text)
    }
}
