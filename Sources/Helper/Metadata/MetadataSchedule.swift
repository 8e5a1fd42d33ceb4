public import Policy
public import Store

/// When a source is asked again (META-04).
public enum MetadataSchedule {
    private static let hour: Int64 = 3_600
    private static let firstRetry: Int64 = 300

    /// After the source's cacheDuration, but not before an hour and not after a day, which is also for a source that says
    /// nothing. While it gives nothing usable: after 5 minutes, then each time after twice as long, up to that.
    public static func next(_ state: MetadataState) -> UnixTime {
        let regular = min(max(state.cacheDuration ?? 24 * hour, hour), 24 * hour)
        let doublings = min(max(state.failures - 1, 0), 16)
        let wait = state.failures == 0 ? regular : min(regular, firstRetry << doublings)
        return UnixTime(seconds: state.triedAt.seconds + wait)
    }

    /// Whether it is time. A clock that was set back is no reason to wait longer.
    static func isDue(_ state: MetadataState, at now: UnixTime) -> Bool {
        next(state) <= now || now < state.triedAt
    }
}
