public import Policy

/// One check of one claim: asks at both places, judges, and asks again where one look is not enough.
///
/// Spec: policy, "Claimed domain".
public struct ClaimCheck<DNS: Resolver>: Sendable {
    private let resolver: DNS
    private let root: RootCheck<DNS>

    /// A check by this resolver; one for all claims.
    ///
    /// - Parameter uptime: a clock that is never set.
    public init(resolver: DNS, uptime: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.resolver = resolver
        root = RootCheck(resolver: resolver, uptime: uptime)
    }

    /// Looks for the record of a claim now.
    ///
    /// - Parameters:
    ///   - domain: the claimed name; exactly that name is asked for, and its `_gatehouse-challenge`.
    ///   - token: the claim's token.
    ///   - state: where the claim stands. What DNSSEC does not prove and what could verify or unverify
    ///     somebody is looked at twice, the second time from `Vantage.second`; when the two disagree, the
    ///     outcome is `unknown`, or `bogus` if one is.
    /// - Returns: `unknown` or `bogus` only when this host can look up the root: asked once a minute at most.
    /// - Throws: `ResolverError` when this host cannot look anything up; the claim must then stay as it is.
    public func observe(
        _ domain: DomainName, token: ClaimToken, state: ClaimState
    ) async throws(ResolverError) -> Observation {
        let seen = try await look(domain, token, state)
        if seen.outcome == .unknown || seen.outcome == .bogus { try await root.pass() }
        return seen
    }

    private func look(
        _ domain: DomainName, _ token: ClaimToken, _ state: ClaimState
    ) async throws(ResolverError) -> Observation {
        let questions = RecordPlace.allCases.compactMap { place in
            place.name(for: domain).map { Question(place, name: $0) }
        }
        let first = Observation.outcome(
            of: try await resolver.answers(to: questions, from: .first), token: token)
        let decisive: Observation.Outcome = state.isVerified ? .absent : .present
        guard !first.isSecure, first.outcome == decisive else { return first }
        var second = Observation.outcome(
            of: try await resolver.answers(to: questions, from: .second), token: token)
        guard second.outcome != .bogus else { return second }
        guard second.outcome == first.outcome else {
            return Observation(
                .unknown, detail: "two look-ups disagree: \(first.detail); \(second.detail)", seen: first.seen
            )
        }
        second.isConfirmed = true
        return second
    }
}
