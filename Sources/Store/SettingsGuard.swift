public import Policy

/// What keeps a change of an organisation's settings from being made: it would break something that people rely on.
public enum SettingsGuard: Hashable, Sendable {
    /// There is an organisation of that name.
    case nameTaken
    /// The plan has no settings of single sign-on.
    case planLacksSSO
    /// A switch of single sign-on is on.
    case planInUse
    /// Every seat is taken.
    case noSeat(limit: Int64)
    /// Nobody else could change the settings.
    case lastOwner
    /// Single sign-on is required, and works through this identity provider.
    case identityProviderInUse
    /// Single sign-on is required, and this is the last domain whose people can use it.
    case lastVerifiedDomain
    /// Another organisation has the identity provider with this entity ID.
    case entityIDTaken
    /// The login name belongs to another account.
    case otherAccount(LoginName)
    /// Who was removed stays so.
    case removedForGood
}

extension SettingsGuard: CustomStringConvertible {
    /// What is wrong and what to do, in a sentence each.
    public var description: String {
        switch self {
        case .nameTaken:
            "there is an organisation of that name already. See: gatehouse org list"
        case .planLacksSSO:
            "the organisation's plan has no single sign-on. Change it with: gatehouse org set --plan enterprise"
        case .planInUse:
            "single sign-on is required, or just-in-time provisioning is on, which the smaller plan does not have. "
                + "Switch both off first: gatehouse sso require off, gatehouse jit off"
        case .noSeat(let limit):
            (limit == 1 ? "the only seat is" : "all " + limit.description + " seats are")
                + " taken. Remove somebody, or allow more: gatehouse org set --seat-limit NUMBER"
        case .lastOwner:
            "that is the last active owner. Make somebody else an owner first: gatehouse member set-role EMAIL owner"
        case .identityProviderInUse:
            "single sign-on is required, and nobody could sign in any more. Run: gatehouse sso require off; "
                + "or do it all the same with --force, which the audit log tells"
        case .lastVerifiedDomain:
            "single sign-on is required, and this is the last verified domain: nobody could sign in any more. "
                + "Run: gatehouse sso require off; or do it all the same with --force, which the audit log tells"
        case .entityIDTaken:
            "another organisation of this host has the identity provider with that entity ID. All have one postback URL, "
                + "so that each needs an identity provider, or an entity ID of it, of its own"
        case .otherAccount(let login):
            login.description + " is another account of this host. Give the same one, or another login name"
        case .removedForGood:
            "that member was removed, which is for good"
        }
    }
}
