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

private let hour: Int64 = 3_600
private let day: Int64 = 86_400
private let failures: [Observation.Outcome] = [.unknown, .bogus]

@Suite struct `A pending claim` {
    @Test func `is first checked after a minute, then ever more rarely, and expires after 30 days`() {
        var lived = Lived()
        #expect(lived.interval == 60)
        var seen: [(age: Int64, wait: Int64)] = []
        while lived.life.state == .pending {
            lived.next(seen.count % 3 == 0 ? .unknown : .absent)
            seen.append((lived.now.elapsed(since: lived.life.claimedAt) ?? 0, lived.interval ?? 0))
        }
        #expect(seen.prefix(7).map(\.wait) == [120, 240, 480, 960, 1_800, 1_800, 1_800])
        #expect(seen.allSatisfy { $0.age >= day || $0.wait <= 1_800 })
        #expect(seen.filter { $0.age >= day && $0.age < 3 * day }.allSatisfy { $0.wait == 6 * hour })
        #expect(seen.filter { $0.age >= 3 * day && $0.age < 29 * day }.allSatisfy { $0.wait == day })
        #expect(seen.last?.age == 30 * day)
        #expect(lived.life.state == .expired)
        #expect(lived.news == [.expired])
        #expect(lived.life.nextCheck == nil && !lived.life.isDue(at: lived.now.adding(100 * day)))
    }

    @Test func `changes its pace at the edges of the first and the third day`() {
        for (age, wait) in [(day - 1, 1_800), (day, 6 * hour), (3 * day - 1, 6 * hour), (3 * day, day)] {
            #expect(ClaimTimers.pending(checks: 50, age: age) == wait)
        }
        #expect(ClaimTimers.pending(checks: .max, age: 0) == 1_800)
    }

    @Test func `becomes verified by the record`() {
        let lived = Lived.verified()
        #expect(lived.life.state == .verified)
        #expect(lived.news == [.verified])
        #expect(lived.life.stateSince == lived.now)
    }

    @Test func `stays pending without the record, or while nothing confirms it`() {
        for outcome in [Observation.Outcome.absent, .unknown, .bogus] {
            var lived = Lived()
            lived.next(outcome)
            #expect(lived.life.state == .pending && lived.news.isEmpty)
        }
        var lived = Lived()
        lived.next(.present, confirmed: false)
        #expect(lived.life.state == .pending)
        #expect(lived.interval == 120)
    }

    @Test func `loses to the organisation that holds the domain, and wins when that lets go`() {
        var lived = Lived()
        lived.next(.present, held: true)
        #expect(lived.life.state == .pending)
        #expect(lived.news == [.heldByAnother])
        lived.next(.present)
        #expect(lived.life.state == .verified)
    }

    @Test func `is not slowed down by checks by hand`() {
        var lived = Lived()
        lived.check(.absent, after: 10)
        #expect(lived.interval == 50)
        #expect(lived.life.checks == 0)
        lived.check(.present, after: 1)
        #expect(lived.life.state == .verified)
    }

    @Test func `can still be verified by the check that would expire it`() {
        var lived = Lived()
        lived.check(.present, after: 31 * day)
        #expect(lived.life.state == .verified)
        var late = Lived()
        late.life.checks = 85
        late.check(.unknown, after: 30 * day - 1)
        #expect(late.life.state == .pending)
        #expect(late.interval == 1)
        late.next(.unknown)
        #expect(late.life.state == .expired)
    }

    @Test func `does not expire by a clock that is set ahead, before it was looked for as often as ever`() {
        var lived = Lived()
        lived.jump(400 * day)
        for count in 1..<80 {
            lived.next(.absent)
            #expect(lived.life.state == .pending && lived.life.checks == count)
        }
        lived.next(.absent)
        #expect(lived.life.state == .expired)
        var unchecked = Lived()
        unchecked.jump(31 * day)
        for _ in 0..<200 { unchecked.check(.absent, after: 30) }
        #expect(unchecked.life.state == .pending)
    }
}

@Suite struct `A verified claim` {
    @Test func `is checked every six hours, a fifth more or less`() {
        var lived = Lived.verified()
        var intervals: Set<Int64> = []
        for _ in 0..<500 {
            intervals.insert(lived.interval ?? 0)
            lived.next(.present)
            #expect(lived.life.state == .verified && lived.news.isEmpty)
        }
        #expect(intervals.allSatisfy { (17_280...25_920).contains($0) })
        #expect(intervals.count > 400)
        #expect((intervals.min() ?? 0) < 17_700 && (intervals.max() ?? 0) > 25_500)
    }

    @Test func `is looked for again soon when the record is missing, and the fourth time is in grace`() {
        var lived = Lived.verified()
        for (wait, news) in [(300, [ClaimNews.missing]), (1_800, []), (7_200, [])] {
            lived.next(.absent)
            #expect(lived.life.state == .verified)
            #expect(lived.interval == Int64(wait))
            #expect(lived.news == news)
        }
        lived.next(.absent)
        #expect(lived.life.state == .grace)
        #expect(lived.news == [.grace])
        #expect(lived.interval == hour)
        #expect(lived.life.absence == ObservedSpan(seconds: 0, last: lived.now))
    }

    @Test(arguments: 1...3) func `forgets that the record was missing when it is back`(times: Int) {
        var lived = Lived.verified()
        for _ in 0..<times { lived.next(.absent) }
        lived.next(.present)
        #expect(lived.news == [.restored])
        #expect(lived.life.absences == 0)
        for _ in 0..<3 { lived.next(.absent) }
        #expect(lived.life.state == .verified)
    }

    @Test func `needs four absences in a row`() {
        for outcome in failures {
            var lived = Lived.verified()
            for _ in 0..<20 {
                for _ in 0..<3 { lived.next(.absent) }
                lived.next(outcome)
                #expect(lived.life.state == .verified)
            }
        }
    }

    @Test func `does not get into grace faster by checks by hand`() {
        var lived = Lived.verified()
        for _ in 0..<9 { lived.check(.absent, after: 30) }
        #expect(lived.life.state == .verified)
        #expect(lived.life.absences == 1)
        for _ in 0..<3 { lived.next(.absent) }
        #expect(lived.life.state == .grace)
    }

    @Test func `does not get into grace faster by a clock that is set ahead`() {
        var lived = Lived.verified()
        for _ in 0..<9 {
            lived.jump(25 * hour)
            lived.check(.absent, after: 1)
        }
        #expect(lived.life.state == .verified && lived.life.absences == 1)
        for _ in 0..<3 { lived.next(.absent) }
        #expect(lived.life.state == .grace)
    }

    @Test func `stays through failures, remembers since when, pauses provisioning after 7 days`() {
        for outcome in failures {
            var lived = Lived.verified()
            lived.next(outcome)
            let began = lived.now
            #expect(lived.life.silentSince == began)
            var told: [ClaimNews] = []
            while (lived.now.elapsed(since: began) ?? 0) < 20 * day {
                lived.next(outcome)
                told += lived.news
                let silent = lived.now.elapsed(since: began) ?? 0
                #expect(lived.life.state == .verified)
                #expect(lived.life.pausesProvisioning == (silent >= 7 * day))
                #expect(lived.life.silence.seconds == silent)
            }
            #expect(told == [.provisioningPaused])
            lived.next(.present)
            #expect(lived.news == [.provisioningResumed])
            #expect(!lived.life.pausesProvisioning && lived.life.silentSince == nil)
        }
    }

    @Test(
        arguments: [
            [Observation.Outcome.absent, .unknown], [.absent, .absent, .absent, .unknown], [.bogus, .absent],
        ] as [[Observation.Outcome]])
    func `pauses after 7 days and lapses after 30 without the record, whatever is seen instead`(
        mix: [Observation.Outcome]
    ) {
        var lived = Lived.verified()
        var told: [ClaimNews] = []
        var began: UnixTime?
        var turn = 0
        while lived.life.state.isVerified {
            lived.next(mix[turn % mix.count])
            turn += 1
            told += lived.news
            began = began ?? lived.life.silentSince
            let silent = lived.now.elapsed(since: began ?? lived.now) ?? 0
            #expect(lived.life.pausesProvisioning == (lived.life.state.isVerified && silent >= 7 * day))
            #expect(silent < 31 * day)
        }
        #expect(told == [.missing, .provisioningPaused, .lapsedBySilence])
    }

    @Test func `tells that the record is back, whatever was seen since it was missing`() {
        var lived = Lived.verified()
        lived.next(.absent)
        lived.next(.unknown)
        lived.next(.absent)
        #expect(lived.news.isEmpty)
        lived.next(.present)
        #expect(lived.news == [.restored])
        lived.next(.unknown)
        lived.next(.present)
        #expect(lived.news.isEmpty)
    }

    @Test func `counts nothing over a check that could not be made`() {
        for outcome in failures + [.absent] {
            var lived = Lived.inGrace()
            lived.next(outcome)
            let (absence, silence) = (lived.life.absence.seconds, lived.life.silence.seconds)
            lived.life = lived.life.frozen()
            lived.check(outcome, after: 25 * hour)
            #expect(lived.life.absence.seconds == absence && lived.life.silence.seconds == silence)
            lived.check(outcome, after: hour)
            #expect(lived.life.absence.seconds + lived.life.silence.seconds == absence + silence + hour)
        }
    }

    @Test func `lapses after 30 observed days without an answer, not a second earlier`() {
        for outcome in failures {
            var lived = Lived.verified()
            lived.life.silence = ObservedSpan(seconds: 30 * day - 3_601, last: lived.now)
            lived.check(outcome, after: hour)
            #expect(lived.life.state == .verified)
            lived.check(outcome, after: 1)
            #expect(lived.life.state == .lapsed)
            #expect(lived.news == [.lapsedBySilence])
            #expect(lived.interval == day)
        }
    }

    @Test func `survives a helper that stood still for years`() {
        for outcome in failures + [.absent] {
            var lived = Lived.verified()
            for _ in 0..<3 { lived.check(outcome, after: 700 * day) }
            #expect(lived.life.state == .verified)
            #expect(!lived.life.pausesProvisioning)
        }
    }
}
