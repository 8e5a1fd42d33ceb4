public import Policy

/// How long something was seen to last. An interval counts only when it was seen at both ends and these are
/// at most 26 h apart, by the time of day and by the machine's own time; the shorter of the two counts. So
/// nothing adds up while nobody looked, when the clock is set, or over a restart of the machine.
public struct ObservedSpan: Sendable, Hashable {
    /// What was counted so far, in seconds; never negative.
    public private(set) var seconds: Int64
    /// When it was last seen, while nothing else was seen since; the start of the interval that may count
    /// next.
    public private(set) var last: UnixTime?

    /// Nothing was seen yet.
    public init() {
        seconds = 0
        last = nil
    }

    /// A span as it was stored; a negative number of seconds becomes zero.
    public init(seconds: Int64, last: UnixTime?) {
        self.seconds = max(0, seconds)
        self.last = last
    }

    /// It was seen at `now`.
    ///
    /// - Parameter running: how long the machine ran since the check before, which is not before `last`.
    mutating func see(at now: UnixTime, running: Int64) {
        if let last, let interval = now.elapsed(since: last), interval > 0,
            max(interval, running) <= ClaimTimers.observable
        {
            seconds += min(interval, running)
        }
        last = now
    }

    /// Something else was seen, or nothing could be: what was counted stays, the interval that began does not count.
    mutating func freeze() { last = nil }
}

extension UnixTime {
    /// The seconds from `earlier` to this time; `nil` when that is no number of 64 bits.
    func elapsed(since earlier: UnixTime) -> Int64? {
        let (difference, overflow) = seconds.subtractingReportingOverflow(earlier.seconds)
        return overflow ? nil : difference
    }

    /// This many seconds later, or the last time there is.
    func adding(_ span: Int64) -> UnixTime {
        let (sum, overflow) = seconds.addingReportingOverflow(span)
        return UnixTime(seconds: overflow ? .max : sum)
    }
}
