internal import Logging
internal import Policy
internal import Store
internal import Wire

/// What the broker writes down: never a code, an assertion or a RelayState.
extension SignInBroker {
    /// Writes down what the module decided alone.
    func report(_ account: Account, from origin: Origin, row: UInt8, outcome: UInt32) async -> Reply {
        let asker = Asker(origin)
        let outcome =
            switch Decision.Outcome(rawValue: outcome) {
            case .deny, nil: "denied"
            case .ignore: "left to the next module"
            case .allow, .create: "allowed"
            }
        guard let login = LoginName(account.login) else { return .noted }
        logger.info(
            "login decided by the module",
            metadata: ["login": "\(login)", "outcome": "\(outcome)", "rule": "row \(row)"])
        await audit("login", actor: asker.service, login.description, outcome, "row \(row)", asker.text)
        return .noted
    }

    func audit(
        _ event: String, actor: String, _ subject: String, _ outcome: String, _ rule: String, _ detail: String
    ) async {
        do {
            try await ledger.record(
                AuditEntry(
                    at: now(), event: event, actor: actor, subject: subject, outcome: outcome, rule: rule,
                    detail: detail))
        } catch {
            logger.error(
                "the audit log cannot be written", metadata: ["why": "\(error)", "event": "\(event)"])
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
