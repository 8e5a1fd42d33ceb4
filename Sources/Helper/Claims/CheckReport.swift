public import Domains
public import Policy
public import Store

/// What one check saw, and who made it: all that is written down about it.
public struct CheckReport: Sendable {
    /// What was seen.
    public var observation: Observation
    /// When the check began.
    public var began: UnixTime
    /// Who was asked: `ResolverSettings.summary`.
    public var resolver: String
    /// Who looked: an account of this host, or the service.
    public var actor: String
    /// From where.
    public var origin: AuditOrigin
    /// A person looked, which the audit log says even when nothing has happened.
    public var isByHand: Bool

    /// A report; see the properties.
    public init(
        _ observation: Observation, began: UnixTime, resolver: String, actor: String,
        origin: AuditOrigin = .gatehouse, isByHand: Bool
    ) {
        self.observation = observation
        self.began = began
        self.resolver = resolver
        self.actor = actor
        self.origin = origin
        self.isByHand = isByHand
    }

    /// A check takes seconds. When more than this has passed, the machine slept or its clock was set
    /// meanwhile, and nobody can say when it saw what it saw.
    static let mostSeconds: Int64 = 120
}

/// What became of a check's report.
public enum CheckResult: Sendable, Hashable {
    /// The claim as it stands now, and what has happened to it.
    case noted(DomainClaim, [ClaimNews])
    /// Nothing was written: the claim was given up or has expired, or there is none.
    case closed
    /// Nothing was written: the check began too long ago. Check again.
    case outdated
}
