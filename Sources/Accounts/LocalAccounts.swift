public import Policy

/// The accounts and groups that this host has without Gatehouse. Injected, so that the rules need no host.
public protocol LocalAccounts: Sendable {
    /// Whether an account has this name.
    func hasAccount(_ name: LoginName) throws(LocalAccountsError) -> Bool
    /// Whether a group has this name.
    func hasGroup(_ name: LoginName) throws(LocalAccountsError) -> Bool
    /// Whether a group lists this name among its members, be there such an account or not: whoever gets the name
    /// gets the group's rights.
    func isInGroup(_ name: LoginName) throws(LocalAccountsError) -> Bool
}

/// Why the local accounts cannot be told.
public struct LocalAccountsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file that could not be read.
    public let path: String

    /// Names the file.
    public init(path: String) {
        self.path = path
    }

    /// What is wrong, and what to do.
    public var description: String {
        "cannot read \(path): make it readable for everybody, as it is by default"
    }
}
