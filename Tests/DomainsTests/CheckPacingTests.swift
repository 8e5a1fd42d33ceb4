import Policy
import Testing

@testable import Domains

@Suite struct `The pace of checks` {
    private let began = ContinuousClock.now

    private func due(_ claims: ClosedRange<Int64>, _ name: (Int64) -> String) -> [CheckPacing.Due] {
        claims.map { CheckPacing.Due(claim: $0, registered: domain(name($0))) }
    }

    @Test func `is bounded, and those who waited longest come first`() {
        var pacing = CheckPacing(concurrency: 3)
        let all = due(1...5) { "corp\($0).com" }
        #expect(pacing.start(all, at: began).map(\.claim) == [1, 2, 3])
        #expect(pacing.start(all, at: began).isEmpty)
        pacing.finish(2)
        #expect(pacing.start(all, at: began).map(\.claim) == [4])
        #expect(pacing.count == 3)
        pacing.finish(2)
        #expect(pacing.count == 3)
    }

    @Test func `never asks for one registered name twice at once, or twice within its spacing`() {
        var pacing = CheckPacing(concurrency: 8, spacing: .seconds(1))
        let all = due(1...4) { $0 == 4 ? "other.com" : "corp.com" }
        #expect(pacing.start(all, at: began).map(\.claim) == [1, 4])
        #expect(pacing.start(all, at: began + .seconds(5)).isEmpty)
        pacing.finish(1)
        #expect(pacing.start(all.dropFirst(), at: began + .seconds(6)).map(\.claim) == [2])
        pacing.finish(2)
        #expect(pacing.start(due(3...3) { _ in "corp.com" }, at: began + .milliseconds(6_999)).isEmpty)
        #expect(pacing.start(due(3...3) { _ in "corp.com" }, at: began + .seconds(7)).map(\.claim) == [3])
    }

    /// How long 10,000 checks take that last so long each, by a tenth of them.
    private func hours(each length: Duration, of owner: (Int64) -> String) -> Double {
        var pacing = CheckPacing()
        var waiting = due(1...1_000, owner)[...]
        var ends: [(claim: Int64, at: ContinuousClock.Instant)] = []
        var now = began
        while !waiting.isEmpty || pacing.count > 0 {
            for end in ends where end.at <= now { pacing.finish(end.claim) }
            ends.removeAll { $0.at <= now }
            let chosen = Set(pacing.start(waiting.prefix(50), at: now).map(\.claim))
            waiting.removeAll { chosen.contains($0.claim) }
            ends += chosen.map { ($0, now + length) }
            #expect(pacing.count <= 8)
            now += .seconds(1)
        }
        return (now - began) / .seconds(3_600) * 10
    }

    @Test
    func `gets through dead domains and through those of one owner fast enough for 10,000 in six hours`() {
        #expect(hours(each: .seconds(5)) { "corp\($0).com" } < 6 * 0.8)
        #expect(hours(each: .milliseconds(10)) { _ in "corp.com" } < 6 * 0.8)
    }

    @Test func `lets 10,000 names of one slow owner count, unless each takes nine seconds`() {
        #expect((13...14).contains(hours(each: .seconds(5)) { _ in "corp.com" }))
        #expect(hours(each: .seconds(9)) { _ in "corp.com" } < 26)
        #expect(hours(each: .seconds(10)) { _ in "corp.com" } > 26)
    }
}
