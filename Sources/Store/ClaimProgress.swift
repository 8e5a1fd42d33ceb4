public import Policy

/// What decides what the next check of a claim means, and when it comes. Kept as it is given: the rules of a claim's life are
/// not the store's.
public struct ClaimProgress: Hashable, Sendable {
    /// When the claim is to be checked next; nil for never again.
    public var nextCheck: UnixTime?
    /// When DNS was last asked; nil for never.
    public var lastCheck: UnixTime?
    /// The machine's start since which it ran when a check last saw something; empty for none.
    public var boot = ""
    /// For how many seconds it had run then.
    public var uptime: Int64 = 0
    /// PENDING and LAPSED: how many checks were made on schedule.
    public var checks: Int64 = 0
    /// VERIFIED: how many checks in a row did not find the record.
    public var absences: Int64 = 0
    /// For how many seconds the record was seen to be out.
    public var absenceSeconds: Int64 = 0
    /// When it was last seen to be out, while nothing else was seen since.
    public var absenceLast: UnixTime?
    /// For how many seconds nothing usable was answered.
    public var silenceSeconds: Int64 = 0
    /// When nothing usable was last answered, while nothing else was.
    public var silenceLast: UnixTime?
    /// Since when nothing usable was answered; nil once the record is seen again.
    public var silentSince: UnixTime?
    /// When the record was first missing; nil once it is seen again.
    public var missingSince: UnixTime?

    /// Nothing was seen yet.
    public init(nextCheck: UnixTime?) { self.nextCheck = nextCheck }
}
