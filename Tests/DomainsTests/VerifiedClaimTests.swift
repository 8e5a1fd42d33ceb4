import Policy
import Testing

@testable import Domains

private let hour: Int64 = 3_600
private let day: Int64 = 86_400
private let failures: [Observation.Outcome] = [.unknown, .bogus]

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
