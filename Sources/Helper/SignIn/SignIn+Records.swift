internal import Policy
internal import Store

/// What the audit log keeps of a sign-in: never a code, an assertion or a RelayState.
extension SignIn {
    /// The decision about it, which is about the organisation that it goes through, as far as that is known.
    func entry(
        _ outcome: AuditOutcome, of organisation: Organisation.ID? = nil, rule: String = "", detail: String,
        at now: UnixTime
    ) -> AuditEntry {
        AuditEntry(
            at: now, event: .login, actor: asker.service, subject: sought.login.description,
            organisation: organisation ?? through ?? 0, outcome: outcome, rule: rule, origin: asker.origin,
            reference: token.reference, detail: printable(detail.utf8))
    }

    /// What became of it, and of whom it made a member.
    func entries(
        for admission: Admission, of organisation: Organisation.ID, email: String, host: HostIdentity,
        at now: UnixTime
    ) -> [AuditEntry] {
        guard case .admitted(let member, let decision, let isNew) = admission else {
            let no = AdmissionRefusal(admission, email: email, host: host)
            return [
                entry(.denied, of: organisation, rule: no.rule, detail: email + ": " + no.detail, at: now)
            ]
        }
        let login = entry(.allowed, of: organisation, rule: decision.row.code, detail: email, at: now)
        guard isNew else { return [login] }
        let creation = AuditEntry(
            at: now, event: .memberAdd, actor: "gatehouse", subject: email, organisation: organisation,
            outcome: .changed,
            rule: decision.row.code, after: "\(member.role.name), active, account \(member.login)",
            origin: asker.origin, reference: token.reference, detail: "just in time")
        return [creation, login]
    }

    /// The organisation that it goes through.
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
