import Policy
import Testing

@testable import Domains

/// A claim and its clock, moved by the test.
struct Lived {
    var life: ClaimLife
    /// The machine runs along with its clock.
    var now: UnixTime {
        didSet { uptime.seconds += max(0, now.elapsed(since: oldValue) ?? 0) }
    }
    var uptime = Uptime(boot: "first", seconds: 1_000)
    var random = SeededSource(seed: 7)
    var news: [ClaimNews] = []

    init(from seconds: Int64 = 1_800_000_000) {
        now = UnixTime(seconds: seconds)
        life = ClaimLife(claimedAt: now)
    }

    /// A claim that was verified at its first check.
    static func verified() -> Lived {
        var lived = Lived()
        lived.next(.present)
        return lived
    }

    /// A verified claim whose record was missing four times.
    static func inGrace() -> Lived {
        var lived = verified()
        for _ in 0..<4 { lived.next(.absent) }
        return lived
    }

    static func lapsed() -> Lived {
        var lived = inGrace()
        for _ in 0..<(7 * 24) { lived.next(.absent) }
        return lived
    }

    /// The clock is set, so much ahead or back.
    mutating func jump(_ seconds: Int64) {
        let running = uptime
        now = now.adding(seconds)
        uptime = running
    }

    /// A check at the time the timer says, or now when that has come.
    mutating func next(_ outcome: Observation.Outcome, confirmed: Bool = true, held: Bool = false) {
        if let next = life.nextCheck, !life.isDue(at: now) { now = next }
        check(outcome, confirmed: confirmed, held: held)
    }

    /// A check by hand, so much later.
    mutating func check(
        _ outcome: Observation.Outcome, after seconds: Int64 = 0, confirmed: Bool = true, held: Bool = false
    ) {
        now = now.adding(seconds)
        let step = life.step(
            Observation(outcome, isConfirmed: confirmed, detail: ""), at: Moment(time: now, uptime: uptime),
            heldByAnother: held, random: &random)
        life = step.life
        news = step.news
    }

    /// From now to the next check.
    var interval: Int64? { life.nextCheck.flatMap { $0.elapsed(since: now) } }
}

/// Knuth's linear congruential generator: the same numbers for the same seed.
struct SeededSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        var word: UInt64 = 0
        for _ in 0..<2 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            word = word << 32 | state >> 32
        }
        return word
    }
}
