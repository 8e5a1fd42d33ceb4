public import Policy

/// One check of one claim: asks at both places, judges, and asks again where one look is not enough.
public struct ClaimCheck<DNS: Resolver>: Sendable {
    private let resolver: DNS
    private let network: NetworkCheck<DNS>
    private let unasked: UnaskedNames
    private let uptime: @Sendable () -> ContinuousClock.Instant

    /// A check by this resolver; one for all claims.
    ///
    /// - Parameters:
    ///   - uptime: a clock that is never set.
    ///   - random: must be cryptographically strong outside tests, as the default is.
    public init(
        resolver: DNS, uptime: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
    ) {
        self.resolver = resolver
        self.uptime = uptime
        unasked = UnaskedNames(random: random)
        network = NetworkCheck(resolver: resolver, unasked: unasked, uptime: uptime)
    }

    /// Looks for the record of a claim now.
    ///
    /// - Parameters:
    ///   - domain: the claimed name; exactly that name is asked for, and its `_gatehouse-challenge`.
    ///   - token: the claim's token.
    ///   - state: where the claim stands. What DNSSEC does not prove and what could verify or unverify
    ///     somebody is looked at twice, the second time from `Vantage.second`; when the two disagree, the
    ///     outcome is `unknown`, or `bogus` if one is. In GRACE, `absent` also takes that the zone that
    ///     says so answers for a name that no resolver remembers.
    /// - Returns: `unknown` or `bogus` only when this host gets answers from the domain's top-level domain.
    /// - Throws: `ResolverError` when this host cannot look anything up; the claim must then stay as it is.
    public func observe(
        _ domain: DomainName, token: ClaimToken, state: ClaimState
    ) async throws(ResolverError) -> Observation {
        let began = uptime()
        let seen = try await look(domain, token, state)
        if seen.outcome == .unknown || seen.outcome == .bogus {
            try await network.pass(for: domain, since: began)
        }
        return seen
    }

    private func look(
        _ domain: DomainName, _ token: ClaimToken, _ state: ClaimState
    ) async throws(ResolverError) -> Observation {
        let first = try await view(of: domain, token, state, from: .first)
        let decisive: Observation.Outcome = state.isVerified ? .absent : .present
        guard !first.isSecure, first.outcome == decisive else { return first }
        var second = try await view(of: domain, token, state, from: .second)
        guard second.outcome != .bogus else { return second }
        guard second.outcome == first.outcome else {
            return Observation(
                .unknown, detail: "two look-ups disagree: \(first.detail); \(second.detail)", seen: first.seen
            )
        }
        second.isConfirmed = true
        return second
    }

    private func view(
        of domain: DomainName, _ token: ClaimToken, _ state: ClaimState, from vantage: Vantage
    ) async throws(ResolverError) -> Observation {
        let answers = try await resolver.answers(about: domain, token, unasked, from: vantage)
        let seen = Observation.outcome(of: answers, token: token)
        guard state == .grace, seen.outcome == .absent else { return seen }
        // A forwarder repeats what it remembers, some of them for as long as they cannot ask.
        let zones = Set(answers.map { $0.authority?.zone ?? domain.bytes })
        let fresh = try await resolver.answers(to: zones.map(unasked.question), from: vantage)
        guard fresh.count == zones.count, fresh.allSatisfy(\.isSomebodysWord) else {
            return Observation(
                .unknown,
                detail: "no such record, but the zone's servers do not answer: it may be remembered",
                seen: seen.seen)
        }
        return seen
    }
}
