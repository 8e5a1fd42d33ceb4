/// The SOA record of a negative answer: which zone says so, and how long resolvers may remember it.
///
/// Spec: RFC 2308, sections 3 and 5.
public struct StartOfAuthority: Sendable, Hashable {
    /// The zone's name, lower case without the closing dot; empty for the root.
    public var zone: [UInt8]
    /// The record's own TTL in seconds. A resolver that remembers the answer counts it down.
    public var ttl: UInt32
    /// The MINIMUM field in seconds.
    public var minimum: UInt32

    /// A record; see the properties.
    public init(zone: [UInt8], ttl: UInt32, minimum: UInt32) {
        self.zone = zone
        self.ttl = ttl
        self.minimum = minimum
    }

    /// For how many seconds a resolver may still repeat the answer.
    public var negativeTTL: UInt32 { min(ttl, minimum) }
}
