public import Policy

/// One claim from its first day to its tombstone: everything that decides what the next check means. A value:
/// the store keeps each field as an integer (or NULL) and `step` makes the next value.
///
/// Spec: policy, "Claimed domain", the table.
public struct ClaimLife: Sendable, Hashable {
    /// Where the claim stands.
    public var state: ClaimState
    /// When it was claimed.
    public var claimedAt: UnixTime
    /// When it got into `state`.
    public var stateSince: UnixTime
    /// When it is to be checked next; `nil` when never again. Ask `isDue`, which knows clocks that went back.
    public var nextCheck: UnixTime?
    /// When it was last checked, on schedule or by hand.
    public var lastCheck: UnixTime?
    /// PENDING: how many checks were made on schedule.
    public var checks: Int64 = 0
    /// VERIFIED: how many checks in a row saw ABSENT, 0 to 3.
    public var absences: Int64 = 0
    /// GRACE: how long the record was seen to be out.
    public var absence = ObservedSpan()
    /// VERIFIED and GRACE: for how long nothing usable was answered.
    public var silence = ObservedSpan()
    /// Since when nothing usable was answered, to show it; `nil` after any answer.
    public var silentSince: UnixTime?

    /// A claim that is made now: PENDING, first checked after 60 s.
    public init(claimedAt now: UnixTime) {
        state = .pending
        claimedAt = now
        stateSince = now
        nextCheck = now.adding(ClaimTimers.firstCheck)
    }

    /// Whether it is time for the next check. Also when `nextCheck` is further away than any timer, or the
    /// last check lies in the future: then the clock went back since.
    public func isDue(at now: UnixTime) -> Bool {
        guard let nextCheck else { return false }
        if now >= nextCheck { return true }
        if let lastCheck, lastCheck > now.adding(ClaimTimers.hour) { return true }
        // Six hours and a fifth is less than a day, the longest of all intervals.
        guard let wait = nextCheck.elapsed(since: now) else { return true }
        return wait > ClaimTimers.day
    }

    /// How many seconds `domain verify` has to wait; 0 when it may check now. After any check, 30 s.
    public func verifyWait(at now: UnixTime) -> Int64 {
        guard let lastCheck, let passed = now.elapsed(since: lastCheck), passed >= 0 else { return 0 }
        return max(0, ClaimTimers.verifyEvery - passed)
    }

    /// Nobody new is let in: for seven observed days nothing usable was answered.
    public var pausesProvisioning: Bool {
        state.isVerified && silence.seconds >= ClaimTimers.silenceUntilPause
    }

    /// GRACE: the observed seconds of absence that are left before the claim lapses; `nil` in other states.
    public var secondsUntilLapse: Int64? {
        state == .grace ? max(0, ClaimTimers.absenceUntilLapse - absence.seconds) : nil
    }

    /// "Unverifies in N days": `secondsUntilLapse`, in days rounded up.
    public var daysUntilLapse: Int64? {
        secondsUntilLapse.map { ($0 + ClaimTimers.day - 1) / ClaimTimers.day }
    }
}
