/// Who wants in, as far as this host can tell before anything was proven.
public enum Subject: Hashable, Sendable {
    /// root, a system account, or a local account that no member is enrolled with.
    case unmanaged
    /// A member of the organisation.
    case member(role: Role, status: MemberStatus, account: Account)
    /// Nobody's name yet: a uid in the managed range and no member, or an asserted identity without one.
    case unknown
    /// The store could not be read, so all that is known is where the account comes from.
    case storeUnreadable(Account, localAccounts: StoreFailure)

    /// Where the account of a person lives.
    public enum Account: Hashable, Sendable {
        /// In `/etc/passwd`: it may have a password of its own.
        case local
        /// Served by Gatehouse; it has no password.
        case managed
    }

    /// What happens to accounts of `/etc/passwd` while the store is unreadable (module option `store-failure`).
    public enum StoreFailure: Hashable, Sendable {
        /// They are none of our business, so that a broken store locks nobody out of the host.
        case ignore
        /// They are denied too.
        case deny
    }
}
