internal import Policy
internal import Store

extension Ledger {
    /// Counts a recovery code that somebody typed, before it is looked at.
    func beginRecovery(
        of login: LoginName, from place: String, _ limits: RecoveryLimits, at now: UnixTime
    ) throws(StoreError) -> RecoveryTry {
        try store.beginRecovery(of: login, from: place, limits, at: now)
    }

    /// Judges a recovery code by its hashes, and uses it up when it lets its owner in.
    func useRecoveryCode(
        hashes: [String], for signIn: SignIn, isLocal: Bool, attempt: Int64, at now: UnixTime
    ) throws(StoreError) -> RecoveryOutcome {
        try store.useRecoveryCode(
            login: signIn.sought.login, uid: signIn.sought.uid, isLocal: isLocal, attempt: attempt,
            origin: signIn.asker.origin, reference: signIn.token.reference, at: now
        ) { stored in
            var isOne = false
            for hash in hashes where constantTimeEqual(hash.utf8, stored.utf8) { isOne = true }
            return isOne
        }
    }

    /// Notes that an owner was told of the uses of recovery codes up to one.
    func noteRecoveryNewsTold(to login: LoginName, through use: Int64) throws(StoreError) {
        try store.noteRecoveryNewsTold(to: login, through: use)
    }
}
