import Policy
import Testing

@testable import Domains

/// What a bystander with a notebook knows of a claim: the checks, nothing of how the claim keeps count.
private struct Notebook {
    /// Seconds that pass at most and, where the machine could know of them, at least.
    struct Span {
        var most: Int64 = 0
        var least: Int64 = 0

        mutating func add(_ gap: Int64, isKnown: Bool) {
            most += gap
            least += isKnown ? gap : 0
        }
    }

    /// Real absence since the last PRESENT, counted as the policy says, from the start of grace.
    var absence = Span()
    /// Real time without PRESENT, from the first check that nothing usable was answered to.
    var silence = Span()
    private var isSilent = false
    /// Real time since the record was first missing, and between the four looks that lead into grace.
    private(set) var missing: [Int64] = []
    private var previous: (outcome: Observation.Outcome, confirmed: Bool, at: Int64)?

    /// - Parameters:
    ///   - now: real time.
    ///   - isSteady: neither was the clock set since the check before, nor the machine started anew.
    mutating func write(
        _ outcome: Observation.Outcome, _ confirmed: Bool, at now: Int64, in state: ClaimState, isSteady: Bool
    ) {
        let gap = previous.map { now - $0.at } ?? 0
        let counts = gap > 0 && gap <= 26 * 3_600
        func fails(_ outcome: Observation.Outcome?) -> Bool { outcome == .unknown || outcome == .bogus }
        if outcome == .present || state != .grace { absence = Span() }
        if state == .grace, outcome == .absent, confirmed, let previous, previous.outcome == .absent,
            previous.confirmed, counts
        {
            absence.add(gap, isKnown: isSteady)
        }
        if outcome == .present || !state.isVerified {
            silence = Span()
            isSilent = false
        } else if isSilent, counts {
            silence.add(gap, isKnown: isSteady)
        }
        isSilent = isSilent || state.isVerified && fails(outcome)
        if outcome == .absent, state == .verified { missing.append(now) } else { missing = [] }
        previous = (outcome, confirmed, now)
    }

    /// From the first of these looks to now the record was missing for as long as three re-checks take.
    var isMissingLongEnough: Bool {
        guard let first = missing.first, let last = missing.last else { return false }
        return missing.count >= 4 && last - first >= 300 + 1_800 + 7_200 - 15
    }
}

@Suite struct `A year of a claim's life` {
    /// Weights of present, absent, unknown, bogus for a while; zones have good and bad weeks.
    private static let weathers: [[Int]] = [
        [100, 0, 0, 0], [98, 0, 2, 0], [0, 100, 0, 0], [0, 97, 3, 0], [0, 0, 100, 0], [0, 0, 0, 100],
        [1, 98, 1, 0], [25, 25, 25, 25], [0, 70, 20, 10], [0, 995, 3, 2],
    ]

    private func draw(_ weights: [Int], _ random: inout SeededSource) -> Observation.Outcome {
        let outcomes: [Observation.Outcome] = [.present, .absent, .unknown, .bogus]
        var ticket = Int.random(in: 0..<weights.reduce(0, +), using: &random)
        for (outcome, weight) in zip(outcomes, weights) {
            if ticket < weight { return outcome }
            ticket -= weight
        }
        return .unknown
    }

    @Test func `lapses after the observed week and never before, verifies by the token and never without`() {
        var lapses = (absence: 0, silence: 0)
        var (verified, expired, graces) = (0, 0, 0)
        for seed in 0..<600 as Range<UInt64> {
            var random = SeededSource(seed: seed)
            // What the machine is told: its clock, and for how long it runs. The real time it is not told.
            var clock: Int64 = 1_800_000_000
            var uptime = Uptime(boot: "0", seconds: Int64.random(in: 10...1_000_000, using: &random))
            var life = ClaimLife(claimedAt: UnixTime(seconds: clock))
            let end = clock + 365 * 86_400
            var notes = Notebook()
            var isToldMissing = false
            let jumpiness = [0, 5, 400][Int(seed % 7 == 0 ? 2 : seed % 2)]
            var weather = seed % 3 == 0 ? Self.weathers[2] : Self.weathers[0]
            var weatherUntil = clock + 3 * 86_400
            var real: Int64 = clock
            while real < end, let next = life.nextCheck {
                // The clock is set often, mostly by hours; the machine is started anew now and then.
                var isSteady = true
                switch Int.random(in: 0..<1_000, using: &random) {
                case 0..<jumpiness:
                    clock +=
                        Int64.random(in: 0...26 * 3_600, using: &random) * [1, 1, -1].randomElement(
                            using: &random)!
                    isSteady = false
                case 990:
                    clock += Int64.random(in: -4_000_000...40_000_000, using: &random)
                    isSteady = false
                case 991..<995:
                    uptime = Uptime(boot: "\(real)", seconds: Int64.random(in: 10...100, using: &random))
                    isSteady = false
                default: break
                }
                // Mostly on time, at times by hand, late, days late. Who is due already is checked at once.
                var wait = life.isDue(at: UnixTime(seconds: clock)) ? 1 : next.seconds - clock
                switch Int.random(in: 0..<1_000, using: &random) {
                case 0..<30: wait = min(wait, Int64.random(in: 30...3_600, using: &random))
                case 30..<50: wait += Int64.random(in: 0...200_000, using: &random)
                case 50..<52: wait += Int64.random(in: 0...4_000_000, using: &random)
                default: wait += Int64.random(in: 0...5, using: &random)
                }
                clock += wait
                real += wait
                uptime.seconds += wait
                if real >= weatherUntil {
                    weather = Self.weathers.randomElement(using: &random) ?? []
                    weatherUntil = real + Int64.random(in: 3_600...50 * 86_400, using: &random)
                }
                let outcome = draw(weather, &random)
                let confirmed = Int.random(in: 0..<50, using: &random) > 0
                let before = life.state
                notes.write(outcome, confirmed, at: real, in: before, isSteady: isSteady)
                let step = life.step(
                    Observation(outcome, isConfirmed: confirmed, detail: ""),
                    at: Moment(time: UnixTime(seconds: clock), uptime: uptime), random: &random)
                life = step.life
                for news in step.news where [.missing, .restored].contains(news) {
                    #expect(isToldMissing == (news == .restored), "seed \(seed)")
                    isToldMissing = news == .missing
                }
                if !life.state.isVerified { isToldMissing = false }
                let fresh = outcome == .absent && confirmed
                let late = notes.absence.most >= 7 * 86_400 && fresh
                let silent = notes.silence.most >= 30 * 86_400
                switch (before, life.state) {
                case (.pending, .verified), (.lapsed, .verified):
                    #expect(outcome == .present && confirmed, "seed \(seed)")
                    verified += 1
                case (.grace, .verified): #expect(outcome == .present, "seed \(seed)")
                case (.verified, .grace):
                    #expect(outcome == .absent && notes.isMissingLongEnough, "seed \(seed)")
                    graces += 1
                case (.grace, .lapsed):
                    #expect(late || silent, "seed \(seed)")
                    lapses.absence += late ? 1 : 0
                    lapses.silence += late ? 0 : 1
                case (.verified, .lapsed):
                    #expect(silent, "seed \(seed)")
                    lapses.silence += 1
                case (.pending, .expired): expired += 1
                default:
                    #expect(before == life.state, "seed \(seed): \(before) to \(life.state)")
                    #expect(
                        !(before == .grace && fresh && notes.absence.least >= 7 * 86_400)
                            && !(before.isVerified && notes.silence.least >= 30 * 86_400), "seed \(seed)")
                }
                #expect(life.nextCheck.map { $0.seconds > clock && $0.seconds - clock <= 86_400 } ?? true)
                if life.state.isVerified {
                    let week: Int64 = 7 * 86_400
                    #expect(!life.pausesProvisioning || notes.silence.most >= week, "seed \(seed)")
                    #expect(life.pausesProvisioning || notes.silence.least < week, "seed \(seed)")
                }
            }
        }
        // The lives were eventful enough for this to mean something.
        #expect(verified > 500 && graces > 300 && expired > 5)
        #expect(lapses.absence > 100 && lapses.silence > 5, "\(lapses)")
    }
}
