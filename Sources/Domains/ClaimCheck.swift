public import Policy

/// One check of one claim: asks at both places, judges, and asks again where one look is not enough.
///
/// Spec: policy, "Claimed domain".
public struct ClaimCheck<DNS: Resolver>: Sendable {
    private let resolver: DNS

    /// A check by this resolver.
    public init(resolver: DNS) {
        self.resolver = resolver
    }

    /// Looks for the record of a claim now.
    ///
    /// - Parameters:
    ///   - domain: the claimed name; exactly that name is asked for, and its `_gatehouse-challenge`.
    ///   - token: the claim's token.
    ///   - state: where the claim stands. An observation that DNSSEC does not prove and that would verify the
    ///     claim is made twice; when the two disagree, the outcome is `unknown`.
    /// - Throws: `ResolverError` when this host cannot look anything up; the claim must then stay as it is.
    public func observe(
        _ domain: DomainName, token: ClaimToken, state: ClaimState
    ) async throws(ResolverError) -> Observation {
        let questions = RecordPlace.allCases.compactMap { place in
            place.name(for: domain).map { Question(place, name: $0) }
        }
        let first = Observation.outcome(of: try await resolver.answers(to: questions), token: token)
        guard !first.isSecure, state.after(first) != state else { return first }
        let second = Observation.outcome(of: try await resolver.answers(to: questions), token: token)
        guard second.outcome == first.outcome else {
            return Observation(.unknown, detail: "two look-ups disagree: \(first.detail); \(second.detail)")
        }
        return second
    }
}
