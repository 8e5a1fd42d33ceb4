public import Domains
internal import Helper
public import Policy
public import Store

/// What DNS says about a domain at any moment of its life: the same for the same seed, whoever asks and however often.
public struct LifeScript: Sendable {
    private let seed: UInt64

    /// Weights of present, absent, unknown, bogus for twelve days each.
    private static let weathers: [[UInt64]] = [
        [100, 0, 0, 0], [98, 0, 2, 0], [0, 100, 0, 0], [0, 97, 3, 0], [0, 0, 100, 0], [97, 1, 1, 1],
    ]

    public init(seed: UInt64) { self.seed = seed }

    public func observation(at time: UnixTime) -> Observation {
        let span = UInt64(bitPattern: time.seconds) / (12 * 86_400)
        let weights = Self.weathers[Int(mix(span &+ 1) % UInt64(Self.weathers.count))]
        var ticket = mix(UInt64(bitPattern: time.seconds)) % weights.reduce(0, +)
        let outcomes: [Observation.Outcome] = [.present, .absent, .unknown, .bogus]
        for (outcome, weight) in zip(outcomes, weights) {
            if ticket < weight { return Observation(outcome, isConfirmed: true, detail: "\(outcome)") }
            ticket -= weight
        }
        return Observation(.unknown, detail: "nothing")
    }

    /// A machine that never stops, and whose clock is right.
    public func moment(_ time: UnixTime) -> Moment {
        Moment(time: time, uptime: Uptime(boot: "one", seconds: time.seconds))
    }

    /// Where the jitter of the check at a moment comes from.
    public func random(at time: UnixTime) -> some RandomNumberGenerator {
        Mixer(state: mix(UInt64(bitPattern: time.seconds) &+ 7))
    }

    /// Makes the next check of a claim when it is due; false when there is none.
    public func advance(_ id: Int64, in store: borrowing Store) throws(StoreError) -> Bool {
        guard let now = try store.claim(id: id)?.progress.nextCheck else { return false }
        var random = random(at: now)
        let report = CheckReport(
            observation(at: now), began: now, resolver: "a script", actor: "gatehouse", isByHand: false)
        _ = try store.note(report, of: id, clock: { moment(now) }, random: &random)
        return true
    }

    /// SplitMix64's finisher.
    private func mix(_ value: UInt64) -> UInt64 {
        var word = value &* 0x9E37_79B9_7F4A_7C15 &+ seed &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    private struct Mixer: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }
}
