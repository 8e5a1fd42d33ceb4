import Policy
import Testing

@testable import Domains

@Suite struct `The evidence of a claim` {
    /// Lives on with these outcomes and collects the evidence.
    private func story(_ outcomes: [Observation.Outcome], limit: Int = 200) -> [ClaimEvidence] {
        var lived = Lived()
        var story: [ClaimEvidence] = []
        for outcome in outcomes {
            let before = lived.life
            lived.now = before.nextCheck ?? lived.now.adding(60)
            let observation = Observation(outcome, isConfirmed: true, detail: "\(outcome)")
            let step = before.step(
                observation, at: Moment(time: lived.now, uptime: lived.uptime), random: &lived.random)
            lived.life = step.life
            let check = ClaimEvidence(
                observation, at: lived.now, resolver: "1.1.1.1", before: before, step: step)
            story = ClaimEvidence.story(story, adding: check, limit: limit)
            #expect(story.count <= limit)
        }
        return story
    }

    @Test func `joins checks that saw the same, and keeps every change`() throws {
        let told = story(
            [.absent, .absent, .unknown, .present] + Array(repeating: .present, count: 50)
                + Array(repeating: .absent, count: 10) + [.present])
        #expect(
            told.map(\.outcome) == [
                .absent, .unknown, .present, .present, .absent, .absent, .absent, .present,
            ])
        #expect(told.map(\.count) == [2, 1, 1, 50, 3, 1, 6, 1])
        #expect(told.filter(\.isTransition).map(\.after) == [.verified, .grace, .verified])
        for (one, next) in zip(told, told.dropFirst()) { #expect(one.last < next.first) }
        for entry in told {
            // As it comes back from where it was kept, number by number.
            let kept = ClaimEvidence(
                first: UnixTime(seconds: entry.first.seconds), last: UnixTime(seconds: entry.last.seconds),
                count: entry.count, outcome: try #require(.init(rawValue: entry.outcome.rawValue)),
                isSecure: entry.isSecure, isConfirmed: entry.isConfirmed,
                before: try #require(.init(rawValue: entry.before.rawValue)),
                after: try #require(.init(rawValue: entry.after.rawValue)), resolver: entry.resolver,
                text: entry.text)
            #expect(kept == entry)
        }
        #expect(told.allSatisfy { $0.first <= $0.last && $0.resolver == "1.1.1.1" && $0.dnssec != "" })
    }

    @Test func `stays bounded, and keeps the transitions longest`() {
        let flapping = (0..<2_000).flatMap { index -> [Observation.Outcome] in
            index == 1_000 ? Array(repeating: .absent, count: 4) : [.present, .unknown]
        }
        let told = story(flapping, limit: 20)
        #expect(told.count == 20)
        #expect(told.filter(\.isTransition).map(\.after) == [.verified, .grace, .verified])
        #expect(told.first?.before == .pending)
        let transitions = story(
            (0..<100).flatMap { _ in [Observation.Outcome.present, .absent, .absent, .absent, .absent] },
            limit: 12)
        #expect(transitions.count == 12)
        #expect(transitions.first?.before == .pending)
    }

    @Test func `does not join what a clock that went back has put in disorder`() {
        var lived = Lived.verified()
        var told: [ClaimEvidence] = []
        for seconds in [100, 100, -1_000, 10] as [Int64] {
            let before = lived.life
            lived.now = lived.now.adding(seconds)
            let seen = Observation(.present, isSecure: true, detail: "")
            let step = before.step(
                seen, at: Moment(time: lived.now, uptime: lived.uptime), random: &lived.random)
            told = ClaimEvidence.story(
                told, adding: ClaimEvidence(seen, at: lived.now, resolver: "", before: before, step: step))
        }
        #expect(told.map(\.count) == [2, 2])
        #expect(told.first?.dnssec == "proven")
    }

    @Test func `is printable and bounded, whatever the DNS says`() {
        let wild = String(repeating: "\u{1B}[31m\u{202E}é\0", count: 500)
        let life = Lived().life
        let seen = Observation(.bogus, detail: wild, seen: wild)
        var random = SeededSource(seed: 0)
        let check = ClaimEvidence(
            seen, at: life.claimedAt, resolver: wild, before: life,
            step: life.step(
                seen, at: Moment(time: life.claimedAt, uptime: nil), random: &random))
        #expect(check.text.utf8.count <= 610 && check.resolver.utf8.count <= 200)
        #expect((check.text + check.resolver).utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(check.dnssec == "broken")
    }

    @Test func `names who was asked`() throws {
        #expect(ResolverSettings().summary == "the root servers, without DNSSEC")
        let settings = ResolverSettings(
            forwarders: [try NameServer("192.0.2.1"), try NameServer("192.0.2.2@5353")],
            stubs: ["corp.com": try NameServer("10.0.0.1")], trustAnchorFile: "/k")
        #expect(settings.summary == "192.0.2.1, 192.0.2.2@5353, own servers for corp.com, validating")
    }
}
