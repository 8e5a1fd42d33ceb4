internal import Accounts
internal import Logging
internal import Policy
internal import Store
internal import Wire

/// The rule, for programs that may not read the store, such as a screen locker.
extension SignInBroker {
    /// What a login of this account is asked for.
    func plan(_ account: Account, from origin: Origin) async -> Reply {
        guard let (login, standing) = await standing(of: account) else { return Self.unknown }
        let plan = LoginPlan(standing)
        if case .deny(let decision) = plan { await note(decision, about: login, from: origin) }
        return Reply(plan)
    }

    /// Whether what this account proved suffices.
    func judge(_ account: Account, from origin: Origin, method: UInt8) async -> Reply {
        guard let method = Method(rawValue: method), let (login, standing) = await standing(of: account)
        else {
            return Self.unknown
        }
        let decision = decide(standing, method: method)
        if decision.outcome == .deny { await note(decision, about: login, from: origin) }
        return .ruling(Ruling(decision))
    }

    /// Writes down that a session of a member began or ended.
    func session(_ account: Account, from origin: Origin, isOver: Bool) async -> Reply {
        guard let login = LoginName(account.login) else { return .noted }
        let asker = Asker(origin)
        await record(
            AuditEntry(
                at: now(), event: isOver ? .sessionClose : .sessionOpen, actor: asker.service,
                subject: login.description, outcome: .noted, origin: asker.origin))
        return .noted
    }

    /// Whether something that anybody can bring about at will was not written down within the last minute:
    /// nobody is to fill the audit log.
    func isNews(_ what: String) -> Bool {
        let time = now()
        if let last = lastNoted[what], last <= time, time.seconds - last.seconds < 60 { return false }
        lastNoted[what] = time
        return true
    }

    private static let unknown = Reply.refused(text: "", reference: "")

    private func standing(of account: Account) async -> (LoginName, Standing)? {
        guard let login = LoginName(account.login) else { return nil }
        do {
            let isLocal = try localAccounts.hasAccount(login)
            return (
                login, try await ledger.standing(login: login, uid: account.uid, isLocal: isLocal, at: now())
            )
        } catch {
            logger.error("the rule cannot be applied", metadata: ["login": "\(login)", "why": "\(error)"])
            return nil
        }
    }

    private func note(_ decision: Decision, about login: LoginName, from origin: Origin) async {
        let asker = Asker(origin)
        guard isNews("\(login) \(decision.row.code) \(asker.service)") else { return }
        await record(
            AuditEntry(
                at: now(), event: .login, actor: asker.service, subject: login.description,
                organisation: decision.organisation, outcome: .denied, rule: decision.row.code,
                origin: asker.origin, detail: Message.detailed(decision)))
    }
}

extension Reply {
    fileprivate init(_ plan: LoginPlan) {
        self =
            switch plan {
            case .ignore(let decision): .plan(.ignore, Ruling(decision), password: nil, code: nil)
            case .deny(let decision): .plan(.deny, Ruling(decision), password: nil, code: nil)
            case .signIn(let decision, let password, let code):
                .plan(
                    .signIn, Ruling(decision), password: password.map { Ruling($0) },
                    code: code.map { Ruling($0) })
            case .password(let decision): .plan(.password, Ruling(decision), password: nil, code: nil)
            case .recoveryCode(let decision, insteadOf: let denial):
                .plan(.recoveryCode, Ruling(denial), password: nil, code: Ruling(decision))
            }
    }
}

extension Ruling {
    fileprivate init(_ decision: Decision) {
        self.init(
            row: decision.row.rawValue, outcome: decision.outcome.rawValue,
            shown: [UInt8](Message.beforeProof(decision).utf8.prefix(Field.text.bounds.upperBound)),
            detail: [UInt8](Message.detailed(decision).utf8.prefix(Field.text.bounds.upperBound)))
    }
}
