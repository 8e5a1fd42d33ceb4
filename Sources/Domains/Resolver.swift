/// Looks up records. Injected everywhere, so that tests decide what the DNS says.
public protocol Resolver: Sendable {
    /// Asks once, with nothing remembered from an earlier call: a cached "not there" would hide a record just
    /// added.
    ///
    /// - Parameters:
    ///   - questions: what to ask, with DNS names in ASCII without the closing dot.
    ///   - vantage: two look-ups that are to confirm each other come from both.
    /// - Returns: one answer for each question, in the same order. A failed look-up is an answer, too.
    /// - Throws: `ResolverError` when this host's resolver settings do not work, which says nothing about the
    ///   domain.
    func answers(to questions: [Question], from vantage: Vantage) async throws(ResolverError) -> [Answer]
}

/// From where the DNS is looked at. Each has contexts, ports and identifiers of its own, and where several
/// forwarders are set, half of them.
public enum Vantage: Sendable, Hashable, CaseIterable {
    /// The one that is always used.
    case first
    /// The one that confirms.
    case second
}
