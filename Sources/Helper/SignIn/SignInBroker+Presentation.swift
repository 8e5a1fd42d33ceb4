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
        let asker = Asker(origin)
        guard let login = LoginName(account.login) else {
            return .refused(.noSuchAccount)
        }
        guard presenters.contains(origin.service) else {
            return await refuse(
                login, asker, rule: "RESP-08", detail: "the service is not listed in assertion-services",
                TerminalSentence.mayNotPresent.rawValue)
        }
        do {
            let sought = SoughtAccount(login: login, uid: account.uid)
            let (arrival, organisation) = try await judged(response, for: sought)
            let admission = try await ledger.admit(arrival, of: organisation, to: sought, at: now())
            let email = arrival.person.email.description
            guard case .admitted(_, let decision, let isNew) = admission else {
                let no = AdmissionRefusal(admission, email: email, host: host)
                return await refuse(
                    login, asker, rule: no.rule, detail: email + ": " + no.detail, no.sentence)
            }
            if isNew {
                await audit(
                    "member.add", actor: "gatehouse", email, "changed", decision.row.code,
                    "member, account \(login), just in time")
            }
            await audit(
                "login", actor: asker.service, login.description, "allowed", decision.row.code,
                "\(email), \(asker.text), response handed over")
            return .granted(account)
        } catch let rejection as ServiceProvider.Rejection {
            return await refuse(
                login, asker, rule: rejection.rule, detail: rejection.detail, rejection.sentence)
        } catch {
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

    private func refuse(
        _ login: LoginName, _ asker: Asker, rule: String, detail: String, _ sentence: String
    ) async -> Reply {
        let detail = printable(detail.utf8)
        logger.notice(
            "response refused", metadata: ["login": "\(login)", "rule": "\(rule)", "detail": "\(detail)"])
        await audit(
            "login", actor: asker.service, login.description, "denied", rule, "\(detail), \(asker.text)")
        return .refused(text: sentence, reference: "")
    }
}
