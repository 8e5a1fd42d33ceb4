public import Policy

/// What one check left behind, or several in a row that saw the same: enough to tell a claim's story, and to
/// show why it was verified or lapsed. Plain fields to store; all text is printable ASCII and bounded.
public struct ClaimEvidence: Sendable, Hashable {
    /// When it was first seen like this.
    public var first: UnixTime
    /// When it was last seen like this.
    public var last: UnixTime
    /// How many checks saw it.
    public var count: Int64
    /// The outcome of each of them.
    public var outcome: Observation.Outcome
    /// DNSSEC proved it.
    public var isSecure: Bool
    /// DNSSEC proved it or a second look-up agreed.
    public var isConfirmed: Bool
    /// Where the claim stood before.
    public var before: ClaimState
    /// Where it stood afterwards.
    public var after: ClaimState
    /// Who was asked; at most 200 characters.
    public var resolver: String
    /// What was seen; at most 610 characters.
    public var text: String

    /// The evidence of one check.
    ///
    /// - Parameters:
    ///   - resolver: as `ResolverSettings.summary` says it.
    ///   - before: the claim as the check found it.
    ///   - step: what the check made of it.
    public init(
        _ observation: Observation, at now: UnixTime, resolver: String, before: ClaimLife, step: ClaimStep
    ) {
        (first, last, count) = (now, now, 1)
        outcome = observation.outcome
        isSecure = observation.isSecure
        isConfirmed = observation.isConfirmed
        self.before = before.state
        after = step.life.state
        self.resolver = SafeText.printable(resolver.utf8, limit: 197)
        let sight = observation.seen.isEmpty ? "" : " (\(observation.seen))"
        text = SafeText.printable((observation.detail + sight).utf8, limit: 607)
    }

    /// Evidence as it was stored; see the properties.
    public init(
        first: UnixTime, last: UnixTime, count: Int64, outcome: Observation.Outcome, isSecure: Bool,
        isConfirmed: Bool, before: ClaimState, after: ClaimState, resolver: String, text: String
    ) {
        (self.first, self.last, self.count) = (first, last, count)
        self.outcome = outcome
        self.isSecure = isSecure
        self.isConfirmed = isConfirmed
        self.before = before
        self.after = after
        self.resolver = resolver
        self.text = text
    }

    /// The claim moved.
    public var isTransition: Bool { before != after }

    /// What DNSSEC says about it.
    public var dnssec: String {
        switch outcome {
        case .bogus: "broken"
        case .present, .absent: isSecure ? "proven" : "not signed"
        case .unknown: "unknown"
        }
    }

    /// A story with one more check: it becomes part of the last entry where nothing changed, else an entry of
    /// its own. When there are more than `limit`, the oldest that are no transitions go first, then the
    /// oldest transitions but the very first, so that what changed stays as long as anything can.
    ///
    /// - Parameters:
    ///   - story: oldest first.
    ///   - limit: at least 2.
    public static func story(
        _ story: [ClaimEvidence], adding check: ClaimEvidence, limit: Int = 200
    ) -> [ClaimEvidence] {
        var story = story
        if let joined = story.last?.joined(with: check) {
            story[story.count - 1] = joined
        } else {
            story.append(check)
        }
        while story.count > max(2, limit) {
            // The last entry is what holds now.
            let spare = story.dropLast().firstIndex { !$0.isTransition }
            story.remove(at: spare ?? 1)
        }
        return story
    }

    private func joined(with next: ClaimEvidence) -> ClaimEvidence? {
        var wanted = next
        (wanted.first, wanted.last, wanted.count) = (first, last, count)
        guard wanted == self, !isTransition, next.first >= last else { return nil }
        wanted.last = next.last
        wanted.count = count + next.count
        return wanted
    }
}
