internal import Policy
internal import Store

/// What `gatehouse_open` hands out: where the store is.
final class PolicyHandle {
    private let path: String

    init(path: String) {
        self.path = path
    }

    /// The decision about one login, the store being opened anew.
    func decide(login: LoginName, uid: UInt32, isLocal: Bool, method: Method, at now: UnixTime) -> Decision {
        Policy.decide(standing(login, uid, isLocal, now), method: method)
    }

    private func standing(_ login: LoginName, _ uid: UInt32, _ isLocal: Bool, _ now: UnixTime) -> Standing {
        guard uid >= UIDRange.firstPerson else { return Standing([Facts(subject: .unmanaged, now: now)]) }
        do throws(StoreError) {
            return try Store(path: path, access: .read).facts(
                login: login, uid: uid, isLocal: isLocal, at: now)
        } catch {
            let account: Subject.Account = UIDRange.managed.contains(uid) ? .managed : .local
            return Standing([Facts(subject: .storeUnreadable(account, localAccounts: .ignore), now: now)])
        }
    }
}
