public import Policy

/// Decides which of the due checks start now: a bounded number at once, one at a time for each registered
/// name, and some time between two of them. A value for a scheduler, which has the clock and the tasks.
public struct CheckPacing: Sendable {
    /// A check that is due.
    public struct Due: Sendable, Hashable {
        /// The claim, as the store names it.
        public var claim: Int64
        /// What it is paced by: `PublicSuffixList.registered`.
        public var registered: DomainName

        /// A check; see the properties.
        public init(claim: Int64, registered: DomainName) {
            self.claim = claim
            self.registered = registered
        }
    }

    /// The most checks at once.
    public let concurrency: Int
    private let spacing: Duration
    private var running: [Int64: DomainName] = [:]
    private var started: [DomainName: ContinuousClock.Instant] = [:]

    /// Nothing runs yet.
    ///
    /// - Parameters:
    ///   - concurrency: the most checks at once, at least 1. When no server answers, a check takes as long as
    ///     the resolver's deadline: 8 of 5 s still make 10,000 in less than two hours. Each takes about 5 MB.
    ///   - spacing: between the starts of two checks of one registered name. One second lets 10,000 names
    ///     of one owner be checked in less than three hours. As they are checked one at a time, a server
    ///     that takes 5 s for each makes it 14 h: later than planned, but within the 26 h between two
    ///     checks that count. Where each takes more than 9 s, nothing counts: such claims stay as they are.
    public init(concurrency: Int = 8, spacing: Duration = .seconds(1)) {
        self.concurrency = max(1, concurrency)
        self.spacing = spacing
    }

    /// The checks to start now, which count as running from here on.
    ///
    /// - Parameter due: in the order of their turns; running ones among them are left out.
    public mutating func start(_ due: some Sequence<Due>, at now: ContinuousClock.Instant) -> [Due] {
        started = started.filter { now - $0.value < spacing }
        var chosen: [Due] = []
        var busy = Set(running.values)
        for check in due {
            guard running.count < concurrency else { break }
            guard running[check.claim] == nil, started[check.registered] == nil,
                busy.insert(check.registered).inserted
            else { continue }
            running[check.claim] = check.registered
            started[check.registered] = now
            chosen.append(check)
        }
        return chosen
    }

    /// A check has ended, whatever it saw.
    public mutating func finish(_ claim: Int64) { running[claim] = nil }

    /// How many checks run.
    public var count: Int { running.count }

    /// No check can start before one has ended.
    public var isFull: Bool { running.count >= concurrency }
}
