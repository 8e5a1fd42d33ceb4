internal import Accounts
internal import Logging
internal import Policy
internal import Store
internal import Wire

/// The second way: a program hands over a response that nobody asked the identity provider for here.
extension SignInBroker {
    /// Judges a response as one that came by a browser is judged, but that it must answer no request (RESP-08), and lets the
    /// person in whom it names, if the account is theirs. It is used up by that.
    ///
    /// Only for services that the host's administrator lists: whoever gets hold of a response can use it there.
    func accept(_ response: [UInt8], for account: Account, from origin: Origin) async -> Reply {
        guard let login = LoginName(account.login) else { return .refused(.noSuchAccount) }
        let presentation = Presentation(login: login, asker: Asker(origin), at: now())
        guard presenters.contains(origin.service) else {
            return await refuse(
                presentation.entry(
                    .denied, rule: "RESP-08", detail: "the service is not listed in assertion-services"),
                TerminalSentence.mayNotPresent.rawValue)
        }
        let sought = SoughtAccount(login: login, uid: account.uid)
        do {
            let (arrival, organisation) = try await judged(response, for: sought)
            let host = host
            let admission = try await ledger.admit(
                arrival, of: organisation, to: sought, at: presentation.at
            ) { presentation.entries(for: $0, by: arrival, of: organisation, host: host) }
            guard case .admitted = admission else {
                let email = arrival.person.email.description
                return .refused(
                    text: AdmissionRefusal(admission, email: email, host: host).sentence, reference: "")
            }
            logger.info(
                "response accepted", metadata: ["login": "\(login)", "for": "\(presentation.asker.text)"])
            return .granted(account)
        } catch let rejection as ServiceProvider.Rejection {
            return await refuse(
                presentation.entry(.denied, rule: rejection.rule, detail: rejection.detail),
                rejection.sentence)
        } catch {
            systemLog.tell(unrecorded: presentation.entry(.denied, detail: ""), because: "\(error)")
            return .refused(text: unavailable("", error).sentence, reference: "")
        }
    }

    /// Judges it as a response of the identity provider of each organisation through which the account may sign in; the first
    /// that vouches for it counts.
    private func judged(
        _ response: [UInt8], for sought: SoughtAccount
    ) async throws -> (ServiceProvider.Arrival, Organisation.ID) {
        var reason = ServiceProvider.Rejection(
            rule: "RESP-07", detail: "there is no identity provider, or its metadata has run out",
            sentence: "Single sign-on isn't set up correctly. Ask an owner of your organisation.")
        let isLocal = try localAccounts.hasAccount(sought.login)
        for organisation in try await ledger.organisations(for: sought, isLocal: isLocal, at: now()) {
            guard let provider = try await ledger.identityProvider(of: organisation),
                !provider.hasRunOut(at: now())
            else { continue }
            do {
                return (try await serviceProvider.check(response, nil, provider, now()), organisation)
            } catch {
                reason = error
            }
        }
        throw reason
    }

    private func refuse(_ entry: AuditEntry, _ sentence: String) async -> Reply {
        logger.notice(
            "response refused",
            metadata: ["login": "\(entry.subject)", "rule": "\(entry.rule)", "detail": "\(entry.detail)"])
        if !entry.actor.hasPrefix("uid ") || isNews("\(entry.subject) \(entry.rule) \(entry.actor)") {
            await record(entry)
        }
        return .refused(text: sentence, reference: "")
    }
}

/// Who handed a response over, for whom, and what is written down about it.
private struct Presentation {
    let login: LoginName
    let asker: Asker
    let at: UnixTime

    func entry(
        _ outcome: AuditOutcome, of organisation: Organisation.ID = 0, rule: String = "", detail: String
    ) -> AuditEntry {
        AuditEntry(
            at: at, event: .login, actor: asker.service, subject: login.description,
            organisation: organisation, outcome: outcome, rule: rule, origin: asker.origin,
            detail: printable(detail.utf8))
    }

    /// What became of it, and of whom it made a member.
    func entries(
        for admission: Admission, by arrival: ServiceProvider.Arrival, of organisation: Organisation.ID,
        host: HostIdentity
    ) -> [AuditEntry] {
        let email = arrival.person.email.description
        guard case .admitted(let member, let decision, let isNew) = admission else {
            let no = AdmissionRefusal(admission, email: email, host: host)
            return [entry(.denied, of: organisation, rule: no.rule, detail: email + ": " + no.detail)]
        }
        let login = entry(
            .allowed, of: organisation, rule: decision.row.code, detail: email + ", response handed over")
        guard isNew else { return [login] }
        let creation = AuditEntry(
            at: at, event: .memberAdd, actor: "gatehouse", subject: email, organisation: organisation,
            outcome: .changed, rule: decision.row.code,
            after: "\(member.role.name), active, account \(member.login)", origin: asker.origin,
            detail: "just in time")
        return [creation, login]
    }
}
