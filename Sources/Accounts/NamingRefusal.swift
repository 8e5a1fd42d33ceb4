public import Policy

/// Why a person gets no account name on this host. The text says what can be done.
public enum NamingRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing of the e-mail's local part can stand in a name.
    case nothingUsable(EmailAddress)
    /// Not of the form `[a-z][a-z0-9-]{0,30}`.
    case malformed(LoginName)
    /// On the list of names that belong to the system or to an office.
    case reserved(LoginName)
    /// An account of `/etc/passwd` has this name.
    case localAccount(LoginName)
    /// A group of `/etc/group` has this name, and the rights that go with it.
    case localGroup(LoginName)
    /// A group of this host lists the name among its members.
    case groupMember(LoginName)
    /// Other people have, or had, this name and the one with the suffix.
    case taken(LoginName)
    /// The local accounts could not be read, so nothing can be ruled out.
    case localAccountsUnreadable(LocalAccountsError)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .nothingUsable(let email):
            "no login name can be made of \(email): add the member by hand with a login name"
        case .malformed(let login):
            "\(login) is no login name for a new member: a-z, 0-9 and -, a letter first"
        case .reserved(let login): "\(login) is reserved: add the member by hand with another login name"
        case .localAccount(let login):
            "\(login) is a local account of this host: to enrol it, run gatehouse member add EMAIL --account \(login)"
        case .localGroup(let login):
            "\(login) is a local group of this host: add the member by hand with another login name"
        case .groupMember(let login):
            "a group of this host's /etc/group lists \(login): take it out there, or add the member by hand with another login name"
        case .taken(let login):
            "\(login) is or was somebody's: add the member by hand with another login name"
        case .localAccountsUnreadable(let error): "\(error)"
        }
    }
}
