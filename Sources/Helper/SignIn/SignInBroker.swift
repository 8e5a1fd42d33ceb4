internal import Accounts
internal import Logging
internal import Policy
internal import Store
internal import Wire

/// Leads each sign-in from the module's question to its answer. Reads from top to bottom as one login goes.
///
/// All that waits is in memory: a helper that is started anew knows no sign-in, and people start again in their terminal.
actor SignInBroker {
    let ledger: Ledger
    let serviceProvider: ServiceProvider
    let localAccounts: LocalAccountFiles
    let host: HostIdentity
    let limits: SignInLimits
    /// Services that may hand over a response that answers no request.
    let presenters: ServiceList
    let systemLog: SystemLog
    let now: @Sendable () -> UnixTime
    let random: RandomSource
    let logger: Logger
    let recoveryCheck: RecoveryCheck
    var recoveriesUnderWay = 0
    /// When each denial was written down last that a program of an ordinary user can bring about at will.
    var lastNoted: [String: UnixTime] = [:]
    /// By reference.
    var waiting: [String: SignIn] = [:]

    init(
        ledger: Ledger, serviceProvider: ServiceProvider, localAccounts: LocalAccountFiles,
        host: HostIdentity,
        limits: SignInLimits = SignInLimits(), presenters: ServiceList = ServiceList(""),
        systemLog: SystemLog = .none,
        clock: @escaping @Sendable () -> UnixTime, random: RandomSource, logger: Logger
    ) {
        self.ledger = ledger
        self.serviceProvider = serviceProvider
        self.localAccounts = localAccounts
        self.host = host
        self.limits = limits
        self.presenters = presenters
        self.systemLog = systemLog
        self.now = clock
        self.random = random
        self.logger = logger
        recoveryCheck = RecoveryCheck(random: random)
    }

    // MARK: 1. The module asks

    /// Begins a sign-in for a process of user `uid`; the answer names its page.
    func begin(_ account: Account, from origin: Origin, askedBy uid: UInt32) -> Reply {
        let asker = Asker(origin)
        guard let login = LoginName(account.login) else {
            return .refused(.noSuchAccount)
        }
        guard makeRoom(askedBy: uid) else {
            logger.warning("sign-in refused: too many are waiting", metadata: ["login": "\(login)"])
            return .refused(.tooManyWaiting)
        }
        var token = SignInToken(random: random)
        while waiting[token.reference] != nil { token = SignInToken(random: random) }
        let start = now()
        waiting[token.reference] = SignIn(
            token: token, sought: SoughtAccount(login: login, uid: account.uid), asker: asker, askedBy: uid,
            startedAt: start,
            expiresAt: UnixTime(seconds: start.seconds + limits.lifetime), triesLeft: limits.tries)
        log("sign-in begun", token.reference, ["login": "\(login)", "for": "\(asker.text)"])
        return .started(
            reference: [UInt8](token.reference.utf8), url: [UInt8](host.page(of: token).utf8),
            expiresIn: UInt32(limits.lifetime))
    }

    // MARK: 2. A browser opens the page

    /// What a browser that opens a sign-in's page gets to see.
    func look(at token: SignInToken, cookie: String?) async throws(Refusal) -> View {
        let signIn = try find(token)
        switch signIn.state {
        case .asked: return try await opening(of: signIn)
        case .atIdentityProvider(let visit) where visit.browser.isCarried(by: cookie):
            return try await opening(of: signIn)
        case .proven(let browser, _) where browser.isCarried(by: cookie): return .code
        case .atIdentityProvider, .proven: throw Refusal.openedElsewhere(token.reference)
        case .examined, .arrived, .refused: throw Refusal.over(token.reference)
        }
    }

    /// What a sign-in's page shows.
    enum View: Sendable {
        /// Who asked, and the field for an e-mail address: several organisations could be meant.
        case address(SignIn)
        /// Who asked, and the button, which leads to this address as far as that is known.
        case question(SignIn, signInURL: String?)
        /// Nothing: the code has a page of its own.
        case code
    }

    private func opening(of signIn: SignIn) async throws(Refusal) -> View {
        guard let organisation = try await organisation(for: signIn) else { return .address(signIn) }
        return .question(
            signIn, signInURL: try? await ledger.identityProvider(of: organisation)?.signInURL)
    }

    // MARK: 3. The person presses the button

    /// Sends a browser to the identity provider. From here on the sign-in belongs to this browser; it may come again and
    /// gets a new request then.
    func depart(from token: SignInToken, cookie: String?) async throws(Refusal) -> Departure {
        guard let organisation = try await organisation(for: try find(token)) else {
            throw Refusal(
                .badRequest, "Open the address that your terminal shows.", reference: token.reference)
        }
        let provider: IdentityProvider
        do {
            guard let configured = try await ledger.identityProvider(of: organisation) else {
                throw Refusal.notSetUp(token.reference)
            }
            guard !configured.hasRunOut(at: now()) else {
                throw Refusal(
                    .unavailable,
                    "The identity provider's metadata on this host has run out. Ask an owner of your organisation.",
                    reference: token.reference)
            }
            provider = configured
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw unavailable(token.reference, error)
        }
        var signIn = try find(token)
        let browser: BrowserKey
        switch signIn.state {
        case .asked: browser = BrowserKey(random: random)
        case .atIdentityProvider(let visit) where visit.browser.isCarried(by: cookie): browser = visit.browser
        case .atIdentityProvider, .proven: throw Refusal.openedElsewhere(token.reference)
        case .examined, .arrived, .refused: throw Refusal.over(token.reference)
        }
        let relayState = token.reference + random.token(bits: 160)
        do {
            let departure = try serviceProvider.request(provider, relayState, now())
            signIn.state = .atIdentityProvider(
                SignIn.Visit(
                    organisation: organisation, requestID: departure.requestID, relayState: relayState,
                    identityProvider: provider.entityID, browser: browser))
            waiting[token.reference] = signIn
            log("browser sent to the identity provider", token.reference)
            return Departure(location: departure.location, browser: browser)
        } catch {
            logger.error(
                "no request can be made",
                metadata: ["reference": "\(token.reference)", "why": "\(printable(error.detail.utf8))"])
            throw Refusal(.unavailable, error.sentence, reference: token.reference)
        }
    }

    /// Where the browser goes, and the cookie it takes along.
    struct Departure: Sendable {
        let location: String
        let browser: BrowserKey
    }

    // MARK: 4 and 5. The response arrives, and the browser that was sent fetches it: SignInBroker+Proof

    // MARK: 6. The browser shows the code

    /// The code, for the browser that fetched the proof and for no other one (RPL-04).
    func code(of token: SignInToken, cookie: String?) throws(Refusal) -> (SignIn, SignInCode) {
        let signIn = try find(token)
        guard case .proven(let browser, let proof) = signIn.state else { throw Refusal.over(token.reference) }
        guard browser.isCarried(by: cookie) else { throw Refusal.openedElsewhere(token.reference) }
        return (signIn, proof.code)
    }

    // MARK: 7. The person types the code: SignInBroker+Redemption

    // MARK: Beside the way

    /// Drops what has run out.
    func forgetExpired() {
        let time = now()
        for (reference, signIn) in waiting where signIn.expiresAt <= time {
            waiting[reference] = nil
            log("sign-in expired", reference)
        }
    }

    // MARK: Helpers of the steps

    func find(_ token: SignInToken) throws(Refusal) -> SignIn {
        guard let signIn = waiting[token.reference], signIn.expiresAt > now(),
            constantTimeEqual(signIn.token.text.utf8, token.text.utf8)
        else { throw Refusal.ended }
        return signIn
    }

    /// Ends a sign-in for good, and says so in both logs.
    func refuse(_ reference: String, rule: String, detail: String, _ refusal: Refusal) async
        -> Refusal
    {
        guard let signIn = waiting[reference] else { return .ended }
        end(reference, rule: rule, detail: detail)
        await record(signIn.record(at: now()).entry(.denied, rule: rule, detail: detail))
        return refusal
    }

    /// Ends a sign-in for good, and says so in the helper's own log.
    func end(_ reference: String, rule: String, detail: String) {
        waiting[reference]?.state = .refused
        logger.notice(
            "sign-in refused",
            metadata: [
                "reference": "\(reference)", "rule": "\(rule)", "detail": "\(printable(detail.utf8))",
            ])
    }
}
