import Policy
import Testing

@testable import Domains

private let hour: Int64 = 3_600
private let day: Int64 = 86_400

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
