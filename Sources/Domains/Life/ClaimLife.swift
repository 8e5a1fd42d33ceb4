public import Policy

/// One claim from its first day to its tombstone: everything that decides what the next check means. A value:
/// the store keeps each field and `step` makes the next value.
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
    /// For how long the machine had run when a check last saw something; `nil` before the first.
    public var lastUptime: Uptime?
    /// PENDING and LAPSED: how many checks were made on schedule.
    public var checks: Int64 = 0
    /// VERIFIED: how many checks in a row saw ABSENT, 0 to 3.
    public var absences: Int64 = 0
    /// VERIFIED: how long the record was seen to be out since `absences` went up. GRACE: since it began.
    public var absence = ObservedSpan()
    /// VERIFIED and GRACE: for how long the record was not seen, from the first check that nothing usable was
    /// answered to; absences in between count.
    public var silence = ObservedSpan()
    /// VERIFIED and GRACE: since when nothing usable was answered, to show it; `nil` once the record is seen.
    public var silentSince: UnixTime?
    /// VERIFIED and GRACE: when the record was first missing; `nil` once it is seen again.
    public var missingSince: UnixTime?

    /// A claim that is made now: PENDING, first checked after 60 s.
    public init(claimedAt now: UnixTime) {
        state = .pending
        claimedAt = now
        stateSince = now
        nextCheck = now.adding(ClaimTimers.firstCheck)
    }

    /// Whether it is time for the next check. Also when `nextCheck` is further away than any timer, or the
    /// last check, or the claim before the first one, lies in the future: then the clock went back since.
    public func isDue(at now: UnixTime) -> Bool {
        guard let nextCheck else { return false }
        if now >= nextCheck { return true }
        if lastCheck ?? claimedAt > now.adding(ClaimTimers.hour) { return true }
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
}
