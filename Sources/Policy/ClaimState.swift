/// How far an organisation's claim on a domain has got.
public enum ClaimState: UInt8, Named, Sendable {
    /// Claimed; the DNS token was not seen yet.
    case pending = 1
    /// The token was seen.
    case verified = 2
    /// Still verified, but the token has been missing.
    case grace = 3
    /// The token was missing for a week: no longer verified.
    case lapsed = 4
    /// Never verified in time. A tombstone.
    case expired = 5
    /// Given up by an owner. A tombstone.
    case withdrawn = 6

    /// V in the decision table: single sign-on works on this domain.
    public var isVerified: Bool { self == .verified || self == .grace }

    /// The word commands and messages use.
    public var name: String {
        switch self {
        case .pending: "pending"
        case .verified: "verified"
        case .grace: "grace"
        case .lapsed: "lapsed"
        case .expired: "expired"
        case .withdrawn: "withdrawn"
        }
    }
}
