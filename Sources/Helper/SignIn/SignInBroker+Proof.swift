internal import Logging
internal import Policy
internal import Store

/// Steps 4 and 5: from the identity provider's response to the proof. Any browser can be made to bring a
/// response; only the one that was sent away can make it count.
extension SignInBroker {
    // MARK: 4. The identity provider's response arrives

    /// Judges a posted response. One that holds is kept for the browser that was sent away, and nothing comes
    /// of it before that.
    func receive(_ form: PostbackForm) async throws(Refusal) -> Ticket {
        let (token, visit) = try takeVisit(relayState: form.relayState)
        let reference = token.reference
        let arrival: ServiceProvider.Arrival
        do {
            let provider = try await identityProvider(visit.identityProvider, of: visit.organisation)
            arrival = try await serviceProvider.check(form.response, visit.requestID, provider, now())
        } catch {
            throw await failed(reference, error)
        }
        for warning in arrival.warnings {
            log("the response needs a look", reference, ["warning": "\(printable(warning.utf8))"])
        }
        var signIn = try stillExamined(token)
        let landing = SignIn.Landing(
            organisation: visit.organisation, arrival: arrival, ticket: BrowserKey(random: random),
            browser: visit.browser)
        signIn.state = .arrived(landing)
        waiting[reference] = signIn
        return Ticket(token: token, value: landing.ticket)
    }

    /// What the browser that brought a response carries to the sign-in's page with the code.
    struct Ticket: Sendable {
        let token: SignInToken
        let value: BrowserKey
    }

    /// Finds the visit a response answers and uses it up, whatever the response is worth (RPL-02, RS-03).
    private func takeVisit(relayState: String?) throws(Refusal) -> (SignInToken, SignIn.Visit) {
        let reference = String((relayState ?? "").prefix(8))
        guard let relayState, var signIn = waiting[reference], signIn.expiresAt > now(),
            case .atIdentityProvider(let visit) = signIn.state,
            constantTimeEqual(relayState.utf8, visit.relayState.utf8)
        else {
            logger.notice("a response that nobody waits for", metadata: ["rule": "RS-03"])
            throw Refusal(.badRequest, "No sign-in waits for this answer. Start again in your terminal.")
        }
        signIn.state = .examined
        waiting[reference] = signIn
        return (signIn.token, visit)
    }

    // MARK: 5. The browser that was sent fetches it

    /// Draws the code for who the response names, if they would be let in, for a browser that has both its ticket and the
    /// cookie of the one that was sent away. A ticket without the cookie means that another browser brought the response:
    /// that ends the sign-in (RPL-04).
    ///
    /// - Returns: the cookie's new value.
    func prove(_ token: SignInToken, ticket: String, cookie: String?) async throws(Refusal) -> BrowserKey {
        let landing = try await takeLanding(token, ticket: ticket, cookie: cookie)
        let (reference, arrival) = (token.reference, landing.arrival)
        let admission: Admission
        do {
            _ = try await identityProvider(arrival.person.identityProvider, of: landing.organisation)
            guard arrival.used.expiresAt > now() else {
                throw ServiceProvider.Rejection(
                    rule: "ASRT-06", detail: "the assertion ran out before its browser came")
            }
            admission = try await ledger.rehearse(
                arrival, of: landing.organisation, to: try stillExamined(token).sought, at: now())
        } catch {
            throw await failed(reference, error)
        }
        guard case .admitted(let member, let decision, _) = admission else {
            let email = arrival.person.email.description
            let no = AdmissionRefusal(admission, email: email, host: host)
            throw await refuse(
                reference, rule: no.rule, detail: email + ": " + no.detail,
                Refusal(.forbidden, no.sentence, reference: reference))
        }
        var signIn = try stillExamined(token)
        let browser = BrowserKey(random: random)
        signIn.state = .proven(
            browser,
            SignIn.Proof(
                code: SignInCode(random: random), arrival: arrival, organisation: landing.organisation))
        waiting[reference] = signIn
        log("signed in", reference, ["login": "\(member.login)", "rule": "\(decision.row.code)"])
        return browser
    }

    /// Finds what a ticket stands for and uses the ticket up.
    private func takeLanding(_ token: SignInToken, ticket: String, cookie: String?) async throws(Refusal)
        -> SignIn.Landing
    {
        var signIn = try find(token)
        guard case .arrived(let landing) = signIn.state, landing.ticket.isCarried(by: ticket) else {
            throw Refusal.over(token.reference)
        }
        guard landing.browser.isCarried(by: cookie) else {
            throw await refuse(
                token.reference, rule: "RPL-04",
                detail: landing.arrival.person.email.description
                    + ": signed in with another browser than the one that was sent",
                .broughtByAnother(token.reference))
        }
        signIn.state = .examined
        waiting[token.reference] = signIn
        return landing
    }

    // MARK: Both

    /// The organisation's identity provider, as long as it is still the one that was asked.
    private func identityProvider(
        _ entityID: String, of organisation: Organisation.ID
    ) async throws -> IdentityProvider {
        guard let provider = try await ledger.identityProvider(of: organisation),
            provider.entityID.utf8.elementsEqual(entityID.utf8)
        else {
            throw ServiceProvider.Rejection(
                rule: "RESP-07", detail: "the identity provider was removed or replaced meanwhile")
        }
        guard !provider.hasRunOut(at: now()) else {
            throw ServiceProvider.Rejection(
                rule: "META-04", detail: "the identity provider's metadata has run out",
                sentence:
                    "The identity provider's metadata on this host has run out. Ask an owner of your organisation."
            )
        }
        return provider
    }

    /// The sign-in, unless it ran out or too many wrong codes were typed while something was looked at.
    private func stillExamined(_ token: SignInToken) throws(Refusal) -> SignIn {
        let signIn = try find(token)
        guard case .examined = signIn.state else { throw Refusal.ended }
        return signIn
    }

    /// Ends the sign-in over an error of a step.
    private func failed(_ reference: String, _ error: any Error) async -> Refusal {
        switch error {
        case let rejection as ServiceProvider.Rejection:
            return await refuse(
                reference, rule: rejection.rule, detail: rejection.detail,
                Refusal(.forbidden, rejection.sentence, reference: reference))
        case let refusal as Refusal:
            return refusal
        default:
            waiting[reference]?.state = .refused
            return unavailable(reference, error)
        }
    }
}
