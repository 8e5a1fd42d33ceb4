public import Policy

/// What one event makes of a claim: the value to store, and what to tell. Both, and the evidence, belong into
/// one transaction that finds the claim as it was read; otherwise the step is made again from what is there.
public struct ClaimStep: Sendable, Hashable {
    /// The claim from now on.
    public var life: ClaimLife
    /// What has happened, in the order in which it is told; mostly nothing.
    public var news: [ClaimNews] = []

    init(_ life: ClaimLife) { self.life = life }
}

extension ClaimLife {
    /// An owner gives the claim up: a tombstone, from any state but one.
    public func withdrawn(at now: UnixTime) -> ClaimStep {
        var step = ClaimStep(self)
        guard state != .withdrawn, state != .expired else { return step }
        step.move(to: .withdrawn, at: now, .withdrawn)
        return step
    }

    /// The claim after a check that could not be made: what nobody saw does not count, whatever is seen next.
    public func frozen() -> ClaimLife {
        var life = self
        life.absence.freeze()
        life.silence.freeze()
        return life
    }

    /// The claim after one check. Pure: the same arguments give the same step.
    ///
    /// - Parameters:
    ///   - observation: what the check saw.
    ///   - now: when it saw it. Any time is safe, also one before the last check or years after it: what adds
    ///     up goes by the machine's own time, too.
    ///   - heldByAnother: another organisation's claim is VERIFIED or in GRACE. The store's unique index has
    ///     the last word: on its refusal, make the step again with `true`.
    ///   - random: for the jitter of ±20 %; drawn from at most once.
    public func step(
        _ observation: Observation, at now: Moment, heldByAnother: Bool = false,
        random: inout some RandomNumberGenerator
    ) -> ClaimStep {
        var step = ClaimStep(self)
        let (now, uptime) = (now.time, now.uptime)
        let onSchedule = isDue(at: now)
        let running = uptime?.elapsed(since: lastUptime) ?? 0
        step.life.lastCheck = now
        step.life.lastUptime = uptime
        switch state {
        case .pending: step.pending(observation, at: now, heldByAnother, onSchedule, &random)
        case .verified: step.verified(observation, at: now, running, &random)
        case .grace: step.grace(observation, at: now, running, &random)
        case .lapsed: step.lapsed(observation, at: now, heldByAnother, onSchedule, &random)
        case .expired, .withdrawn: step.life.nextCheck = nil
        }
        return step
    }
}

extension ClaimStep {
    fileprivate mutating func pending(
        _ observation: Observation, at now: UnixTime, _ heldByAnother: Bool, _ onSchedule: Bool,
        _ random: inout some RandomNumberGenerator
    ) {
        if proves(observation, heldByAnother) {
            return verify(at: now, .verified, &random)
        }
        let age = max(0, now.elapsed(since: life.claimedAt) ?? 0)
        // A check by hand does not slow the schedule down.
        if onSchedule { life.checks += 1 }
        let left = ClaimTimers.pendingFor - age
        guard left > 0 || life.checks < ClaimTimers.pendingChecks else {
            return move(to: .expired, at: now, .expired)
        }
        guard onSchedule else { return }
        let interval = ClaimTimers.pending(checks: life.checks, age: age)
        life.nextCheck = now.adding(left > 0 ? min(interval, left) : interval)
    }

    fileprivate mutating func verified(
        _ observation: Observation, at now: UnixTime, _ running: Int64,
        _ random: inout some RandomNumberGenerator
    ) {
        switch observation.outcome {
        case .present:
            if life.missingSince != nil { news.append(.restored) }
            life.missingSince = nil
            forgetAbsences()
            endSilence()
        case .unknown, .bogus:
            forgetAbsences()
            countSilence(at: now, running)
            if life.state == .lapsed { return }
        case .absent:
            guard continueSilence(at: now, running) else { return }
            return miss(observation, at: now, running)
        }
        schedule(from: now, &random)
    }

    /// Four ABSENT count as far apart as the timers say, however often somebody looks by hand, and whatever
    /// becomes of the clock.
    private mutating func miss(_ observation: Observation, at now: UnixTime, _ running: Int64) {
        life.absence.see(at: now, running: running)
        if life.missingSince == nil { news.append(.missing) }
        life.missingSince = life.missingSince ?? now
        if life.absence.seconds + ClaimTimers.slew >= ClaimTimers.recheck(after: life.absences) {
            guard life.absences < ClaimTimers.recheck.count else {
                move(to: .grace, at: now, .grace)
                if observation.isConfirmed { life.absence = ObservedSpan(seconds: 0, last: now) }
                return life.nextCheck = now.adding(ClaimTimers.grace)
            }
            life.absences += 1
            life.absence = ObservedSpan(seconds: 0, last: now)
        }
        life.nextCheck = now.adding(ClaimTimers.recheck(after: life.absences) - life.absence.seconds)
    }

    private mutating func forgetAbsences() {
        life.absences = 0
        life.absence = ObservedSpan()
    }

    fileprivate mutating func grace(
        _ observation: Observation, at now: UnixTime, _ running: Int64,
        _ random: inout some RandomNumberGenerator
    ) {
        life.nextCheck = now.adding(ClaimTimers.grace)
        switch observation.outcome {
        case .present: verify(at: now, .restored, &random)
        case .unknown, .bogus:
            life.absence.freeze()
            countSilence(at: now, running)
        case .absent:
            guard continueSilence(at: now, running) else { return }
            // One look-up that nothing confirms is no answer that may unverify anybody.
            guard observation.isConfirmed else { return life.absence.freeze() }
            life.absence.see(at: now, running: running)
            if life.absence.seconds >= ClaimTimers.absenceUntilLapse { lapse(at: now, .lapsedByAbsence) }
        }
    }

    fileprivate mutating func lapsed(
        _ observation: Observation, at now: UnixTime, _ heldByAnother: Bool, _ onSchedule: Bool,
        _ random: inout some RandomNumberGenerator
    ) {
        let left = ClaimTimers.restorableFor - max(0, now.elapsed(since: life.stateSince) ?? 0)
        guard left >= 0 || life.checks < ClaimTimers.lapsedChecks else { return life.nextCheck = nil }
        if proves(observation, heldByAnother) { return verify(at: now, .regained, &random) }
        guard onSchedule else { return }
        life.checks += 1
        guard left > 0 || life.checks < ClaimTimers.lapsedChecks else { return life.nextCheck = nil }
        life.nextCheck = now.adding(left > 0 ? min(ClaimTimers.lapsed, left) : ClaimTimers.lapsed)
    }

    /// The one way to VERIFIED: the token was seen, confirmed, and nobody else holds the name.
    private mutating func proves(_ observation: Observation, _ heldByAnother: Bool) -> Bool {
        guard observation.outcome == .present, observation.isConfirmed else { return false }
        if heldByAnother { news.append(.heldByAnother) }
        return !heldByAnother
    }

    private mutating func verify(
        at now: UnixTime, _ what: ClaimNews, _ random: inout some RandomNumberGenerator
    ) {
        endSilence()
        life.missingSince = nil
        move(to: .verified, at: now, what)
        schedule(from: now, &random)
    }

    private mutating func lapse(at now: UnixTime, _ what: ClaimNews) {
        move(to: .lapsed, at: now, what)
        life.nextCheck = now.adding(ClaimTimers.lapsed)
    }

    fileprivate mutating func move(to state: ClaimState, at now: UnixTime, _ what: ClaimNews) {
        life.state = state
        life.stateSince = now
        life.nextCheck = nil
        life.checks = 0
        forgetAbsences()
        if !state.isVerified {
            life.silence = ObservedSpan()
            life.silentSince = nil
            life.missingSince = nil
        }
        news.append(what)
    }

    private mutating func schedule(from now: UnixTime, _ random: inout some RandomNumberGenerator) {
        let fifth = ClaimTimers.verified / 5
        life.nextCheck = now.adding(ClaimTimers.verified + Int64.random(in: -fifth...fifth, using: &random))
    }

    private mutating func countSilence(at now: UnixTime, _ running: Int64) {
        let wasPaused = life.pausesProvisioning
        life.silentSince = life.silentSince ?? now
        life.silence.see(at: now, running: running)
        if life.silence.seconds >= ClaimTimers.silenceUntilLapse { return lapse(at: now, .lapsedBySilence) }
        if life.pausesProvisioning, !wasPaused { news.append(.provisioningPaused) }
    }

    /// An absence ends no silence, so that the two do not cancel each other for ever.
    ///
    /// - Returns: whether the claim goes on.
    private mutating func continueSilence(at now: UnixTime, _ running: Int64) -> Bool {
        if life.silentSince != nil { countSilence(at: now, running) }
        return life.state != .lapsed
    }

    private mutating func endSilence() {
        if life.pausesProvisioning { news.append(.provisioningResumed) }
        life.silence = ObservedSpan()
        life.silentSince = nil
    }
}
