/// Whether a member's account is in use.
public enum MemberStatus: UInt8, Named, Sendable {
    /// May sign in, as far as the rule lets them.
    case active = 1
    /// Kept, but every login is denied.
    case suspended = 2
    /// Gone for good; the row stays so that name, uid and identity are never given to another person.
    case removed = 3

    /// The word commands and messages use.
    public var name: String {
        switch self {
        case .active: "active"
        case .suspended: "suspended"
        case .removed: "removed"
        }
    }
}
