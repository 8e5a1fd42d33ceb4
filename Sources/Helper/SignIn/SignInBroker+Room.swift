internal import Logging
internal import Policy
internal import Store

/// Who may wait, so that nobody takes the places of others.
extension SignInBroker {
    /// Whether one more sign-in may wait. One of the same login may have given way for it.
    func makeRoom(for login: LoginName, from remoteHost: String, askedBy uid: UInt32) -> Bool {
        if waiting.count >= limits.waiting { forgetExpired() }
        let time = now()
        let alive = waiting.values.filter { $0.expiresAt > time }
        let share = remoteHost.isEmpty ? limits.waitingFromThisHost : limits.waitingFromOneHost
        guard waiting.count < limits.waiting,
            uid == 0 || alive.count(where: { $0.askedBy == uid }) < limits.waitingForOneUser,
            alive.count(where: { $0.asker.remoteHost == remoteHost }) < share
        else { return false }
        let same = alive.filter { $0.sought.login == login }
        guard same.count >= limits.waitingForOneLogin else { return true }
        guard let oldest = same.filter(\.mayGiveWay).min(by: { $0.startedAt < $1.startedAt })
        else { return false }
        waiting[oldest.token.reference] = nil
        log("sign-in gave way to a newer one", oldest.token.reference, ["login": "\(login)"])
        return true
    }
}

extension SignIn {
    /// Whether nobody is on the way with it.
    fileprivate var mayGiveWay: Bool {
        switch state {
        case .asked: !isOpened
        case .refused: true
        case .atIdentityProvider, .examined, .arrived, .proven: false
        }
    }
}
