internal import Accounts
internal import Logging
internal import Policy
internal import Store
internal import Wire

/// What the broker writes down: never a code, an assertion or a RelayState.
extension SignInBroker {
    /// Writes down what the module decided alone.
    func report(_ account: Account, from origin: Origin, row: UInt8, outcome: UInt32) async -> Reply {
        let asker = Asker(origin)
        let decided = Decision.Outcome(rawValue: outcome)
        let outcome: AuditOutcome =
            switch decided {
            case .deny, nil: .denied
            case .ignore: .deferred
            case .allow, .create: .allowed
            }
        guard let login = LoginName(account.login) else { return .noted }
        logger.info(
            "login decided by the module",
            metadata: ["login": "\(login)", "outcome": "\(outcome.rawValue)", "rule": "\(Row.code(row))"])
        let isLocal = (try? localAccounts.hasAccount(login)) ?? false
        let why = try? await ledger.decision(
            about: SoughtAccount(login: login, uid: account.uid), isLocal: isLocal, at: now()
        ) { $0.row.rawValue == row && $0.outcome == decided }
        await record(
            AuditEntry(
                at: now(), event: .login, actor: asker.service, subject: login.description,
                organisation: why?.organisation ?? 0, outcome: outcome, rule: Row.code(row),
                origin: asker.origin, detail: why.map(Message.detailed) ?? ""))
        return .noted
    }

    /// Writes down what needs no other write. When the audit log cannot be written, the system's log gets it instead, and
    /// says so.
    func record(_ entry: AuditEntry) async {
        do {
            try await ledger.record(entry)
        } catch {
            logger.error(
                "the audit log cannot be written",
                metadata: ["why": "\(error)", "event": "\(entry.event.rawValue)"])
            systemLog.tell(unrecorded: entry, because: "\(error)")
        }
    }

    func unavailable(_ reference: String, _ error: any Error) -> Refusal {
        logger.error("the store failed", metadata: ["reference": "\(reference)", "why": "\(error)"])
        return .unavailable(reference)
    }

    func log(_ event: String, _ reference: String, _ more: Logger.Metadata = [:]) {
        var metadata = more
        metadata["reference"] = "\(reference)"
        logger.info("\(event)", metadata: metadata)
    }
}
