import Policy
import Testing

@testable import Domains

private let hour: Int64 = 3_600
private let day: Int64 = 86_400
private let failures: [Observation.Outcome] = [.unknown, .bogus]

@Suite struct `A claim in grace` {
    @Test func `is checked hourly and lapses after 7 observed days`() {
        var lived = Lived.inGrace()
        let began = lived.now
        for count in 1..<168 {
            lived.next(.absent)
            #expect(lived.life.state == .grace && lived.interval == hour)
            #expect(lived.life.absence.seconds == Int64(count) * hour)
        }
        lived.next(.absent)
        #expect(lived.life.state == .lapsed)
        #expect(lived.now == began.adding(7 * day))
        #expect(lived.news == [.lapsedByAbsence])
    }

    @Test func `lapses at the second, and by a fresh absence only`() {
        var lived = Lived.inGrace()
        lived.life.absence = ObservedSpan(seconds: 7 * day - hour, last: lived.now)
        var early = lived
        early.check(.absent, after: hour - 1)
        #expect(early.life.state == .grace)
        for outcome in failures {
            var frozen = lived
            frozen.check(outcome, after: hour)
            #expect(frozen.life.state == .grace)
        }
        lived.check(.absent, after: hour)
        #expect(lived.life.state == .lapsed)
    }

    @Test(arguments: [0, 1, 100]) func `is verified again as soon as the record is back`(hours: Int) {
        var lived = Lived.inGrace()
        for _ in 0..<hours { lived.next(.absent) }
        lived.next(.present)
        #expect(lived.life.state == .verified)
        #expect(lived.news == [.restored])
        #expect(lived.life.absence == ObservedSpan())
        for _ in 0..<4 { lived.next(.absent) }
        #expect(lived.life.absence == ObservedSpan(seconds: 0, last: lived.now))
    }

    @Test func `stops its clock at failures, and from there to the next absence`() {
        for outcome in failures {
            var lived = Lived.inGrace()
            lived.next(.absent)
            lived.next(outcome)
            lived.next(.absent)
            #expect(lived.life.absence.seconds == hour)
            lived.next(.absent)
            #expect(lived.life.absence.seconds == 2 * hour)
            #expect(lived.interval == hour)
        }
    }

    @Test func `counts an interval of 26 hours, not one of a second more`() {
        for (gap, counted) in [(26 * hour, 26 * hour), (26 * hour + 1, 0), (400 * day, 0), (0, 0), (-day, 0)]
        {
            var lived = Lived.inGrace()
            lived.check(.absent, after: gap)
            #expect(lived.life.absence.seconds == counted)
            lived.check(.absent, after: hour)
            #expect(lived.life.absence.seconds == counted + hour)
        }
    }

    @Test func `does not count what nothing confirms`() {
        var lived = Lived.inGrace()
        for _ in 0..<400 { lived.next(.absent, confirmed: false) }
        #expect(lived.life.state == .grace)
        #expect(lived.life.absence.seconds == 0)
    }

    @Test func `lapses after 30 observed days without an answer`() {
        var lived = Lived.inGrace()
        for _ in 0...(30 * 24) {
            #expect(lived.life.state == .grace)
            lived.next(.unknown)
        }
        #expect(lived.life.state == .lapsed)
        #expect(lived.news == [.lapsedBySilence])
    }

    @Test func `does not lapse by a clock that is set ahead by a day, again and again`() {
        var lived = Lived.inGrace()
        for _ in 0..<7 {
            lived.jump(25 * hour)
            lived.check(.absent)
        }
        #expect(lived.life.state == .grace)
        #expect(lived.life.absence.seconds == 0)
    }

    @Test func `does not lapse by a clock that cannot decide`() {
        var lived = Lived.inGrace()
        for turn in 0..<400 {
            lived.jump(turn % 2 == 0 ? 12 * hour : -12 * hour)
            lived.check(.absent, after: 60)
        }
        #expect(lived.life.state == .grace)
        // What really passed is what counts at most.
        #expect(lived.life.absence.seconds <= 400 * 60)
    }

    @Test func `loses the interval of a restart, and no other`() {
        var lived = Lived.inGrace()
        lived.next(.absent)
        lived.uptime = Uptime(boot: "second", seconds: 20)
        lived.next(.absent)
        #expect(lived.life.absence.seconds == hour)
        lived.next(.absent)
        #expect(lived.life.absence.seconds == 2 * hour)
    }

    @Test func `counts nothing on a machine that does not tell how long it runs`() {
        var lived = Lived.inGrace()
        for _ in 0..<200 {
            lived.now = lived.now.adding(hour)
            lived.life =
                lived.life.step(
                    Observation(.absent, isConfirmed: true, detail: ""),
                    at: Moment(time: lived.now, uptime: nil), random: &lived.random
                ).life
        }
        #expect(lived.life.state == .grace && lived.life.absence.seconds == 0)
    }
}
