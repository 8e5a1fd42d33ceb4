public import Accounts
public import Policy
internal import Store

/// The user database's answers out of the store. Each look-up opens the store anew, so that a store that was missing, replaced
/// or restored needs no restart.
public struct StoreDirectory: AccountDirectory {
    private let path: String
    private let shell: String
    private let naming: AccountNaming
    private let clock: @Sendable () -> UnixTime

    /// - Parameters:
    ///   - path: the store.
    ///   - shell: what people who do not exist yet will get.
    ///   - local: the host's own accounts, whose names are never given out.
    ///   - clock: the time.
    public init(
        path: String, shell: String, local: LocalAccountFiles, clock: @escaping @Sendable () -> UnixTime
    ) {
        self.path = path
        self.shell = shell
        naming = AccountNaming(local: local)
        self.clock = clock
    }

    /// A member's managed account, suspended and removed people included: their files still have an owner.
    public func account(named login: LoginName) async throws(DirectoryUnavailable) -> UserRecord? {
        try look { (store) throws(StoreError) in
            try store.memberships(login: login).first.flatMap(Self.record)
        }
    }

    /// The same, by uid.
    public func account(uid: UInt32) async throws(DirectoryUnavailable) -> UserRecord? {
        try look { (store) throws(StoreError) in try store.memberships(uid: uid).first.flatMap(Self.record) }
    }

    /// The account a first sign-in under this name would create now, in whichever organisation; nil while none lets anybody
    /// new in, or the name may not be given.
    public func provisionalAccount(named login: LoginName) async throws(DirectoryUnavailable) -> UserRecord? {
        guard naming.refusal(of: login) == nil else { return nil }
        return try look { (store) throws(StoreError) in
            guard decide(try store.standing(ofUnknownAt: clock()), method: .sso).outcome == .create,
                try store.memberships(login: login).isEmpty
            else { return nil }
            return try? UserRecord(
                login: login, uid: try store.nextUID(for: login), realName: "", shell: shell)
        }
    }

    private static func record(_ member: Member) -> UserRecord? {
        guard let uid = member.uid else { return nil }
        return try? UserRecord(
            login: member.login, uid: uid, realName: member.displayName, home: member.home,
            shell: member.shell)
    }

    private func look<Found>(
        _ body: (borrowing Store) throws(StoreError) -> Found
    ) throws(DirectoryUnavailable) -> Found {
        do throws(StoreError) {
            return try body(try Store(path: path, access: .read))
        } catch {
            throw DirectoryUnavailable("\(error)")
        }
    }
}
