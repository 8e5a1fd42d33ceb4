import Policy
import Testing

@testable import Domains

private let hour: Int64 = 3_600
private let day: Int64 = 86_400

@Suite struct `A lapsed claim` {
    @Test func `is checked daily and comes back within 30 days`() {
        for days in [1, 15, 30] {
            var lived = Lived.lapsed()
            #expect(lived.life.state == .lapsed)
            for _ in 0..<(days - 1) {
                #expect(lived.interval == day)
                lived.next(days % 2 == 0 ? .unknown : .absent)
                #expect(lived.life.state == .lapsed && lived.news.isEmpty)
            }
            lived.next(.present)
            #expect(lived.life.state == .verified)
            #expect(lived.news == [.regained])
        }
    }

    @Test func `stays lapsed after 30 days, and is not looked at any more`() {
        var lived = Lived.lapsed()
        for _ in 0..<30 { lived.next(.absent) }
        #expect(lived.life.nextCheck == nil)
        lived.check(.present)
        #expect(lived.life.state == .verified)

        var late = Lived.lapsed()
        for _ in 0..<30 { late.next(.absent) }
        late.check(.present, after: 1)
        #expect(late.life.state == .lapsed)
        #expect(late.life.nextCheck == nil)
    }

    @Test func `can come back under a clock that was set ahead, until it was looked for as often as ever`() {
        var lived = Lived.lapsed()
        lived.jump(400 * day)
        for _ in 0..<28 {
            lived.next(.absent)
            #expect(lived.interval == day)
        }
        var regained = lived
        regained.next(.present)
        #expect(regained.life.state == .verified)
        lived.next(.absent)
        #expect(lived.life.nextCheck == nil)
    }

    @Test func `keeps its schedule, however often somebody looks by hand`() {
        var lived = Lived.lapsed()
        let next = lived.life.nextCheck
        for _ in 0..<100 { lived.check(.absent, after: 30) }
        #expect(lived.life.nextCheck == next && lived.life.checks == 0)
    }

    @Test func `comes back by a confirmed record that nobody else holds`() {
        var lived = Lived.lapsed()
        lived.next(.present, confirmed: false)
        #expect(lived.life.state == .lapsed)
        lived.next(.present, held: true)
        #expect(lived.life.state == .lapsed)
        #expect(lived.news == [.heldByAnother])
    }
}

@Suite struct `A claim of any age` {
    @Test func `is withdrawn from every state, and a tombstone stays one`() {
        for lived in [Lived(), .verified(), .inGrace(), .lapsed()] {
            let step = lived.life.withdrawn(at: lived.now)
            #expect(step.life.state == .withdrawn && step.news == [.withdrawn])
            #expect(step.life.nextCheck == nil)
        }
        for state in [ClaimState.expired, .withdrawn] {
            for outcome in Observation.Outcome.allCases {
                var lived = Lived()
                lived.life.state = state
                lived.next(outcome)
                #expect(lived.life.state == state && lived.news.isEmpty && lived.life.nextCheck == nil)
            }
            var lived = Lived()
            lived.life.state = state
            #expect(lived.life.withdrawn(at: lived.now).life.state == state)
        }
    }

    @Test func `is checked by hand every 30 seconds at most`() {
        var lived = Lived()
        #expect(lived.life.verifyWait(at: lived.now) == 0)
        lived.check(.absent, after: 5)
        for (passed, wait) in [(0, 30), (1, 29), (29, 1), (30, 0), (10_000, 0), (-1, 0)] as [(Int64, Int64)] {
            #expect(lived.life.verifyWait(at: lived.now.adding(passed)) == wait)
        }
    }

    @Test func `is due at its time, and when the clock went back`() {
        let lived = Lived.verified()
        let next = lived.life.nextCheck ?? lived.now
        #expect(!lived.life.isDue(at: next.adding(-1)))
        #expect(lived.life.isDue(at: next))
        #expect(lived.life.isDue(at: next.adding(1_000 * day)))
        #expect(!lived.life.isDue(at: lived.now.adding(-60)))
        #expect(lived.life.isDue(at: lived.now.adding(-2 * hour)))
        #expect(lived.life.isDue(at: lived.now.adding(-1_000 * day)))
        #expect(lived.life.isDue(at: UnixTime(seconds: .min)))
        #expect(!Lived().life.isDue(at: Lived().now))
        #expect(!Lived().life.isDue(at: Lived().now.adding(-hour)))
        #expect(Lived().life.isDue(at: Lived().now.adding(-hour - 1)))
    }

    @Test func `takes any time at all`() {
        for start in [Lived(), .verified(), .inGrace(), .lapsed()] {
            for time in [Int64.min, -1, 0, .max] {
                for outcome in Observation.Outcome.allCases {
                    var lived = start
                    lived.now = UnixTime(seconds: time)
                    lived.check(outcome)
                    lived.now = UnixTime(seconds: ~time)
                    lived.check(outcome)
                    if start.life.state.isVerified { #expect(lived.life.state.isVerified) }
                }
            }
        }
    }
}
