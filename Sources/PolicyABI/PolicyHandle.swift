internal import Policy
internal import Store

/// What `gatehouse_open` hands out: where the store is. Never changes, so that any number of threads may share it.
final class PolicyHandle {
    private let path: String

    init(path: String) {
        self.path = path
    }

    /// The decision about one login, the store being opened anew; nil when there is no organisation of that name.
    func answer(_ question: Question) -> Decision? {
        let account: Subject.Account
        switch question.person {
        case .account(_, let uid, _) where uid < UIDRange.firstPerson:
            return decide(Standing([Facts(subject: .unmanaged, now: question.now)]), method: question.method)
        case .account(_, let uid, _):
            account = UIDRange.managed.contains(uid) ? .managed : .local
        case .address:
            account = .managed
        }
        do throws(StoreError) {
            return try answer(question, try Store(path: path, access: .read))
        } catch {
            let facts = Facts(subject: .storeUnreadable(account, localAccounts: .ignore), now: question.now)
            return decide(Standing([facts]), method: question.method)
        }
    }

    private func answer(_ question: Question, _ store: borrowing Store) throws(StoreError) -> Decision? {
        var method = question.method
        if method == .accountOnly {
            let services =
                try store.hostSetting(ServiceList.nonInteractiveSetting).map { ServiceList($0) }
                ?? .nonInteractive
            if !services.contains(question.service) { method = .publicKey }
        }
        let standing = try standing(of: question, store)
        guard let name = question.organisation else { return decide(standing, method: method) }
        for organisation in try store.organisations() where organisation.name.utf8.elementsEqual(name) {
            let own = try facts(of: question, standing, in: organisation.id, store)
            return decide(standing, method: method, within: own)
        }
        return nil
    }

    private func standing(of question: Question, _ store: borrowing Store) throws(StoreError) -> Standing {
        switch question.person {
        case .account(let login, let uid, let isLocal):
            try store.facts(login: login, uid: uid, isLocal: isLocal, at: question.now)
        case .address(let email):
            try store.facts(email: email, at: question.now)
        }
    }

    /// What one organisation alone knows of the person.
    private func facts(
        of question: Question, _ standing: Standing, in organisation: Organisation.ID,
        _ store: borrowing Store
    ) throws(StoreError) -> Facts {
        for facts in standing.memberships where facts.organisation == organisation { return facts }
        return switch question.person {
        case .account: try store.facts(ofUnknownIn: organisation, at: question.now)
        case .address(let email): try store.facts(ofUnknown: email, in: organisation, at: question.now)
        }
    }
}
