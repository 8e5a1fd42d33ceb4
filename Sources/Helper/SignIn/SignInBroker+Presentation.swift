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
        let record = LoginRecord(login: login, asker: Asker(origin), at: now())
        guard presenters.contains(origin.service) else {
            return await refuse(
                record.entry(
                    .denied, rule: "RESP-08", detail: "the service is not listed in assertion-services"),
                TerminalSentence.mayNotPresent.rawValue)
        }
        let sought = SoughtAccount(login: login, uid: account.uid)
        do {
            let (arrival, organisation) = try await judged(response, for: sought)
            let (email, host) = (arrival.person.email.description, host)
            var admitted = record
            admitted.organisation = organisation
            let admission = try await ledger.admit(arrival, of: organisation, to: sought, at: record.at) {
                [admitted] in
                admitted.entries(for: $0, email: email, host: host, way: ", response handed over")
            }
            guard case .admitted = admission else {
                return .refused(
                    text: AdmissionRefusal(admission, email: email, host: host).sentence, reference: "")
            }
            logger.info(
                "response accepted", metadata: ["login": "\(login)", "for": "\(record.asker.text)"])
            return .granted(account)
        } catch let rejection as ServiceProvider.Rejection {
            return await refuse(
                record.entry(.denied, rule: rejection.rule, detail: rejection.detail),
                rejection.sentence)
        } catch {
            systemLog.tell(unrecorded: record.entry(.denied, detail: ""), because: "\(error)")
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
