internal import Logging
internal import Store

/// Who may wait, so that nobody takes the places of others.
extension SignInBroker {
    /// Makes room for one more sign-in. When all places are taken, the oldest one gives way of whichever neighbourhood holds
    /// most: whoever floods this host pushes out their own.
    ///
    /// - Returns: false when the asking user, who is not root, has too many already.
    func makeRoom(askedBy uid: UInt32) -> Bool {
        if waiting.count >= limits.waiting { forgetExpired() }
        let time = now()
        if uid != 0 {
            let theirs = waiting.values.count { $0.askedBy == uid && $0.expiresAt > time }
            guard theirs < limits.waitingForOneUser else { return false }
        }
        while waiting.count >= limits.waiting {
            let neighbourhoods = Dictionary(grouping: waiting.values) { $0.asker.neighbourhood }
            let largest = neighbourhoods.values.max { $0.count < $1.count } ?? []
            guard let oldest = largest.min(by: { $0.startedAt < $1.startedAt }) else { return false }
            waiting[oldest.token.reference] = nil
            log(
                "sign-in gave way to a newer one", oldest.token.reference, ["login": "\(oldest.sought.login)"]
            )
        }
        return true
    }
}
