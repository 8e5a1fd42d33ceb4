internal import Store

/// The checks that this host could not make. Each is tried again after a pause of its own that doubles,
/// behind those that did not fail, so that no number of them keeps another from being made.
struct FailedChecks {
    private struct Pause {
        var length: Duration
        var until: ContinuousClock.Instant
    }

    /// The first pause of a check, and how long nothing is looked for when a whole round has failed.
    static var shortest: Duration { .seconds(60) }
    /// The last pause of a check: once DNS can be asked again, this late it is.
    static var longest: Duration { .seconds(1_800) }

    private let round: Int
    private var pauses: [Int64: Pause] = [:]
    private var inARow = 0

    /// - Parameter round: how many checks in a row have to fail until this host, not a server, is at fault.
    init(round: Int) { self.round = round }

    /// No check has failed that was not made since.
    var isEmpty: Bool { pauses.isEmpty }

    /// A check could not be made.
    ///
    /// - Returns: whether it was the last of a whole round without one that could.
    mutating func fail(_ claim: Int64, at now: ContinuousClock.Instant) -> Bool {
        let length = pauses[claim].map { min($0.length * 2, Self.longest) } ?? Self.shortest
        pauses[claim] = Pause(length: length, until: now + length)
        inARow = (inARow + 1) % round
        return inARow == 0
    }

    /// A check was made.
    mutating func succeed(_ claim: Int64) {
        pauses[claim] = nil
        inARow = 0
    }

    /// Those to make now, in their order, but the ones that have failed last. What is not due any more is
    /// forgotten: it was checked by hand, or given up.
    mutating func sort(_ due: [DueClaim], at now: ContinuousClock.Instant) -> [DueClaim] {
        guard !pauses.isEmpty else { return due }
        let ids = Set(due.map(\.id))
        pauses = pauses.filter { ids.contains($0.key) }
        return due.filter { pauses[$0.id] == nil }
            + due.filter { claim in pauses[claim.id].map { $0.until <= now } ?? false }
    }
}
