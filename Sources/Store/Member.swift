public import Policy

/// A person of an organisation. Whoever belongs to several has a membership in each, and one account.
public struct Member: Hashable, Sendable {
    /// Key in the store.
    public let id: Int64
    /// Where they belong.
    public let organisation: Organisation.ID
    /// Their address; its domain is the one a claim has to cover.
    public let email: EmailAddress
    /// Name for people; may be empty.
    public let displayName: String
    /// What they may do.
    public let role: Role
    /// Whether they may sign in at all.
    public let status: MemberStatus
    /// Their account on this host; never changes.
    public let login: LoginName
    /// uid, and gid of their own group, of a managed account; nil for an enrolled account of `/etc/passwd`.
    public let uid: UInt32?
    /// Home directory of a managed account; empty otherwise.
    public let home: String
    /// Shell of a managed account; empty otherwise.
    public let shell: String
    /// Whether the next sign-in with their e-mail may link an identity to this member.
    public let mayLink: Bool
    /// When the member was added.
    public let createdAt: UnixTime
    /// When they last signed in by SSO; nil for never.
    public let lastSSOAt: UnixTime?

    /// Where their account lives.
    public var account: Subject.Account { uid == nil ? .local : .managed }

    /// Their managed account; nil for an enrolled one. The same in each organisation they belong to.
    public var managedAccount: NewMember.ManagedAccount? {
        uid.map { NewMember.ManagedAccount(uid: $0, home: home, shell: shell) }
    }
}

/// What is needed to add a member.
public struct NewMember: Hashable, Sendable {
    /// Address; unique in the organisation.
    public var email: EmailAddress
    /// Name for people; may be empty.
    public var displayName: String
    /// What they may do.
    public var role: Role
    /// Account name. A member of another organisation may have it: then it has to be the same account.
    public var login: LoginName
    /// A managed account's uid, home and shell; nil enrols an account of `/etc/passwd`.
    public var managed: ManagedAccount?

    /// Where a managed account lives.
    public struct ManagedAccount: Hashable, Sendable {
        /// Out of ``Policy/UIDRange/managed``.
        public var uid: UInt32
        /// Absolute path.
        public var home: String
        /// Absolute path of a program that exists.
        public var shell: String

        /// Takes the account as it will be seen in the password database.
        public init(uid: UInt32, home: String, shell: String) {
            self.uid = uid
            self.home = home
            self.shell = shell
        }
    }

    /// Takes the member as they will be stored.
    public init(
        email: EmailAddress, displayName: String, role: Role, login: LoginName, managed: ManagedAccount?
    ) {
        self.email = email
        self.displayName = displayName
        self.role = role
        self.login = login
        self.managed = managed
    }
}
