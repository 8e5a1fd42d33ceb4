internal import Policy
internal import Store

/// Whose login it is about, who asked for it and when: what every record of it in the audit log has. Never a code, an
/// assertion or a RelayState.
struct LoginRecord: Sendable {
    let login: LoginName
    let asker: Asker
    /// The organisation that it goes through, as far as that is known.
    var organisation: Organisation.ID = 0
    /// The sign-in's; empty for a response that was handed over.
    var reference = ""
    let at: UnixTime

    /// The decision about it.
    func entry(_ outcome: AuditOutcome, rule: String = "", detail: String) -> AuditEntry {
        AuditEntry(
            at: at, event: .login, actor: asker.service, subject: login.description,
            organisation: organisation, outcome: outcome, rule: rule, origin: asker.origin,
            reference: reference, detail: printable(detail.utf8))
    }

    /// What became of it, and of whom it made a member.
    ///
    /// - Parameter way: how the proof came, behind the address that was let in.
    func entries(for admission: Admission, email: String, host: HostIdentity, way: String = "")
        -> [AuditEntry]
    {
        guard case .admitted(let member, let decision, let isNew) = admission else {
            let no = AdmissionRefusal(admission, email: email, host: host)
            return [entry(.denied, rule: no.rule, detail: email + ": " + no.detail)]
        }
        let login = entry(.allowed, rule: decision.row.code, detail: email + way)
        guard isNew else { return [login] }
        let creation = AuditEntry(
            at: at, event: .memberAdd, actor: "gatehouse", subject: email, organisation: organisation,
            outcome: .changed, rule: decision.row.code,
            after: "\(member.role.name), active, account \(member.login)", origin: asker.origin,
            reference: reference, detail: "just in time")
        return [creation, login]
    }
}

extension SignIn {
    /// What the audit log keeps of it.
    func record(at now: UnixTime) -> LoginRecord {
        LoginRecord(
            login: sought.login, asker: asker, organisation: through ?? 0, reference: token.reference, at: now
        )
    }

    private var through: Organisation.ID? {
        switch state {
        case .atIdentityProvider(let visit): visit.organisation
        case .arrived(let landing): landing.organisation
        case .proven(_, let proof): proof.organisation
        case .asked, .examined, .refused: organisation
        }
    }
}

extension Asker {
    /// From where, for the audit log.
    var origin: AuditOrigin {
        AuditOrigin(service: service, remoteHost: remoteHost, terminal: terminal)
    }
}
