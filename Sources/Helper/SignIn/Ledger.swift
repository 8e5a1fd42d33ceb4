internal import Policy
internal import Store

/// Decides which account a new person gets, given whether a login name is or was somebody's.
typealias NewAccountRule =
    @Sendable (
        _ person: AssertedPerson, _ isTaken: (LoginName) throws(StoreError) -> Bool
    ) throws(StoreError) -> NewAccount

/// The helper's one way to the store, which belongs to one thread at a time.
actor Ledger {
    let store: Store
    private let newAccount: NewAccountRule

    /// Opens the store, which has to exist.
    init(
        path: String, systemLog: SystemLog = .none, newAccount: @escaping NewAccountRule
    ) throws(StoreError) {
        store = try Store(path: path, access: .write, announcing: systemLog.announcement)
        self.newAccount = newAccount
    }

    /// The identity provider that people of an organisation are sent to now; nil when there is none or it is switched off
    /// (KEY-07).
    func identityProvider(of organisation: Organisation.ID) throws(StoreError) -> IdentityProvider? {
        guard let provider = try store.identityProvider(of: organisation), provider.isEnabled else {
            return nil
        }
        return provider
    }

    /// Through which organisations whoever has an account, or wants it, may sign in now. If the rule lets them in through
    /// none: the only one there is for them, which knows best what is wrong.
    func organisations(
        for sought: SoughtAccount, isLocal: Bool, at now: UnixTime
    ) throws(StoreError) -> [Organisation.ID] {
        let standing = try store.facts(login: sought.login, uid: sought.uid, isLocal: isLocal, at: now)
        let all = standing.memberships.map(\.organisation).filter { $0 != 0 }
        let open = all.filter { decide(standing, through: $0).outcome.admits }
        return open.isEmpty && all.count == 1 ? all : open
    }

    /// The organisation that holds a domain; nil when none does.
    func holder(of domain: DomainName) throws(StoreError) -> Organisation.ID? {
        try store.holder(of: domain)
    }

    /// The uid of a member's managed account; nil when there is none.
    func uid(of login: LoginName) throws(StoreError) -> UInt32? {
        try store.memberships(login: login).first?.uid
    }

    /// What the rule has to know of the person whose account this is.
    func standing(
        login: LoginName, uid: UInt32, isLocal: Bool, at now: UnixTime
    ) throws(StoreError) -> Standing {
        try store.facts(login: login, uid: uid, isLocal: isLocal, at: now)
    }

    /// Makes a member out of a verified person, or says why not, and writes down which, all in one transaction: nobody is let
    /// in whom the audit log does not name.
    ///
    /// - Parameter entries: what to write down.
    func admit(
        _ arrival: ServiceProvider.Arrival, of organisation: Organisation.ID, to sought: SoughtAccount,
        at now: UnixTime, recording entries: @Sendable (Admission) -> [AuditEntry]
    ) throws(StoreError) -> Admission {
        try store.transaction { () throws(StoreError) in
            let admission = try admit(arrival, of: organisation, to: sought, at: now, isRehearsal: false)
            for entry in entries(admission) { try store.record(entry) }
            return admission
        }
    }

    /// Says what would become of a verified person now, and changes nothing.
    func rehearse(
        _ arrival: ServiceProvider.Arrival, of organisation: Organisation.ID, to sought: SoughtAccount,
        at now: UnixTime
    ) throws(StoreError) -> Admission {
        try admit(arrival, of: organisation, to: sought, at: now, isRehearsal: true)
    }

    private func admit(
        _ arrival: ServiceProvider.Arrival, of organisation: Organisation.ID, to sought: SoughtAccount,
        at now: UnixTime, isRehearsal: Bool
    ) throws(StoreError) -> Admission {
        try store.admit(
            arrival.person, of: organisation, verifiedBy: arrival.verifiedBy, used: arrival.used,
            sought: sought, at: now, isRehearsal: isRehearsal
        ) {
            (isTaken) throws(StoreError) in
            try newAccount(arrival.person, isTaken)
        }
    }

    /// The decision of the table, by whatever proof, that is the one the module told of: it says why. Nil when the store has
    /// changed since.
    func decision(
        about sought: SoughtAccount, isLocal: Bool, at now: UnixTime,
        where isTold: @Sendable (Decision) -> Bool
    ) throws(StoreError) -> Decision? {
        let standing = try store.facts(login: sought.login, uid: sought.uid, isLocal: isLocal, at: now)
        return [.password, .publicKey, .sso, .recoveryCode, .accountOnly].lazy
            .map { decide(standing, method: $0) }.first(where: isTold)
    }

    /// Appends a decision about a login to the audit log, with the organisation if only one can be meant.
    func record(_ entry: AuditEntry) throws(StoreError) {
        try store.transaction { () throws(StoreError) in
            var entry = entry
            if entry.organisation == 0, let login = LoginName(entry.subject) {
                var meant = try store.memberships(login: login).map(\.organisation)
                if meant.isEmpty { meant = try store.organisations().map(\.id) }
                if meant.count == 1 { entry.organisation = meant[0] }
            }
            try store.record(entry)
        }
    }
}
