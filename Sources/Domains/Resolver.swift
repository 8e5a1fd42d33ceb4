/// Looks up TXT records. Injected everywhere, so that tests decide what the DNS says.
public protocol Resolver: Sendable {
    /// Asks once, with nothing remembered from an earlier call: a cached "not there" would hide a record just
    /// added.
    ///
    /// - Parameter questions: the places to ask about, with their DNS names in ASCII without the closing dot.
    /// - Returns: one answer for each question, in the same order. A failed look-up is an answer, too.
    /// - Throws: `ResolverError` when this host's resolver settings do not work, which says nothing about the
    ///   domain.
    func answers(to questions: [Question]) async throws(ResolverError) -> [Answer]
}

/// One TXT question.
public struct Question: Sendable, Hashable {
    /// The place that is meant.
    public var place: RecordPlace
    /// The DNS name to ask for, lower-case ASCII without the closing dot.
    public var name: [UInt8]

    /// A question; see the properties.
    public init(_ place: RecordPlace, name: [UInt8]) {
        self.place = place
        self.name = name
    }
}
