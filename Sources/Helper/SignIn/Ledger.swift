internal import Policy
internal import Store

/// Decides which account a new person gets, given whether a login name is or was somebody's.
typealias NewAccountRule =
    @Sendable (
        _ person: AssertedPerson, _ isTaken: (LoginName) throws(StoreError) -> Bool
    ) throws(StoreError) -> NewAccount

/// The helper's one way to the store, which belongs to one thread at a time.
actor Ledger {
    private let store: Store
    private let newAccount: NewAccountRule

    /// Opens the store, which has to exist.
    init(path: String, newAccount: @escaping NewAccountRule) throws(StoreError) {
        store = try Store(path: path, access: .write)
        self.newAccount = newAccount
    }

    /// The identity provider that people are sent to now; nil when there is none or it is switched off (KEY-07).
    func identityProvider() throws(StoreError) -> IdentityProvider? {
        guard let provider = try store.identityProvider(), provider.isEnabled else { return nil }
        return provider
    }

    /// The uid of a member's managed account; nil when there is none.
    func uid(of login: LoginName) throws(StoreError) -> UInt32? {
        try store.member(login: login)?.uid
    }

    /// Makes a member out of a verified person, or says why not, in one transaction. A rehearsal only says what would happen.
    func admit(
        _ arrival: ServiceProvider.Arrival, to sought: SoughtAccount, at now: UnixTime,
        isRehearsal: Bool = false
    ) throws(StoreError) -> Admission {
        try store.admit(
            arrival.person, verifiedBy: arrival.verifiedBy, used: arrival.used, sought: sought, at: now,
            isRehearsal: isRehearsal
        ) {
            (isTaken) throws(StoreError) in
            try newAccount(arrival.person, isTaken)
        }
    }

    /// Appends to the audit log.
    func record(_ entry: AuditEntry) throws(StoreError) {
        try store.record(entry)
    }
}
