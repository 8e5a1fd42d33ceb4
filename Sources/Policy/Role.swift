/// What a member may do in the organisation. Only owners and admins may ever fall back to a password.
public enum Role: UInt8, Named, Sendable {
    /// Everything, the settings included.
    case owner = 1
    /// People and settings.
    case admin = 2
    /// Signs in, nothing else.
    case member = 3

    /// The word commands and messages use.
    public var name: String {
        switch self {
        case .owner: "owner"
        case .admin: "admin"
        case .member: "member"
        }
    }

    /// Whether this role may use a password while single sign-on is not set up correctly.
    public var mayFallBack: Bool { self == .owner || self == .admin }
}
