internal import Domains
internal import Logging
internal import Policy
internal import Store

/// Looks for the records of the claims whose time has come. What is planned is in the store alone, so that
/// nothing is lost when the helper stops, and a clock that jumps only makes checks due. Logins never wait for
/// it: the store is opened on a thread of its own, and no transaction is open while DNS is asked.
actor ClaimWatch<DNS: Resolver> {
    private let store: String
    private let systemLog: SystemLog
    private let check: ClaimCheck<DNS>
    private let resolver: String
    private let registered: @Sendable (DomainName) -> DomainName
    private let random: RandomSource
    private let clock: @Sendable () -> UnixTime
    private let uptime: @Sendable () -> ContinuousClock.Instant
    private let logger: Logger
    private let thread = OwnThread(name: "gatehouse.claims")
    private var pacing: CheckPacing
    private var resting: ContinuousClock.Instant?
    /// What keeps the checks from being made, as it was told; `nil` while they are.
    private var trouble: String?

    /// How long nothing is looked for after this host could not: DNS is not to be asked every second.
    static var rest: Duration { .seconds(60) }

    /// - Parameters:
    ///   - store: path of the store.
    ///   - systemLog: is told of what is written to the audit log.
    ///   - resolver: who is asked, in a few words.
    ///   - registered: the name that look-ups of a name are paced by.
    ///   - uptime: the clock that pacing goes by, which is never set.
    init(
        store: String, systemLog: SystemLog = .none, dns: DNS, resolver: String,
        pacing: CheckPacing = CheckPacing(),
        registered: @escaping @Sendable (DomainName) -> DomainName, random: RandomSource,
        clock: @escaping @Sendable () -> UnixTime,
        uptime: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, logger: Logger
    ) {
        self.store = store
        self.systemLog = systemLog
        check = ClaimCheck(resolver: dns, uptime: uptime)
        self.resolver = resolver
        self.pacing = pacing
        self.registered = registered
        self.random = random
        self.clock = clock
        self.uptime = uptime
        self.logger = logger
    }

    /// The claims to check now. Each of them is to be given to `look(after:)`, which ends its turn.
    func startable() async -> [Int64] {
        if let resting, uptime() < resting { return [] }
        guard !pacing.isFull else { return [] }
        let path = store
        let now = clock()
        let due: [DueClaim]
        do {
            due = try await thread.run { () throws(StoreError) in
                try Store(path: path, access: .read).dueClaims(at: now)
            }
        } catch {
            rest(because: "\(error)", "the store failed")
            return []
        }
        return pacing.start(
            due.lazy.map { CheckPacing.Due(claim: $0.id, registered: self.registered($0.domain)) },
            at: uptime()
        ).map(\.claim)
    }

    /// Checks one claim, if it is still due.
    func look(after id: Int64) async {
        defer { pacing.finish(id) }
        do {
            let (path, began) = (store, clock())
            let found = try await thread.run { () throws(StoreError) in
                try Store(path: path, access: .read).claim(id: id)
            }
            guard let claim = found, ClaimLife(claim).isDue(at: began) else { return }
            let seen = try await observe(claim)
            // What was cut short has seen nothing.
            guard !Task.isCancelled else { return }
            let report = CheckReport(
                seen, began: began, resolver: resolver, actor: "gatehouse", isByHand: false)
            let (clock, random, systemLog) = (clock, random, systemLog)
            let result = try await thread.run { () throws(StoreError) in
                var random = random
                return try Store(path: path, access: .write, announcing: systemLog.announcement)
                    .note(report, of: id, clock: clock, random: &random)
            }
            if trouble != nil { logger.notice("claimed domains are checked again") }
            trouble = nil
            log(result)
        } catch let error as StoreError {
            rest(because: "\(error)", "the store failed")
        } catch ResolverError.cancelled {
            // What was cut short has seen nothing, and is not this host's fault.
        } catch {
            guard !Task.isCancelled, rest(because: "\(error)", "no domain can be looked up") else { return }
            let (path, failure) = (store, LookUpFailure(since: clock(), reason: "\(error)"))
            let announcement = systemLog.announcement
            // When the store fails, too, `status` has other things to say.
            try? await thread.run { () throws(StoreError) in
                try Store(path: path, access: .write, announcing: announcement).begin(failure)
            }
        }
    }

    private func observe(_ claim: DomainClaim) async throws(ResolverError) -> Observation {
        guard let token = ClaimToken(claim.token.utf8) else {
            return Observation(.unknown, detail: "the token in the store is damaged")
        }
        return try await check.observe(claim.domain, token: token, state: claim.state)
    }

    /// Nothing is looked for during the next minute. The log is told once.
    ///
    /// - Returns: whether this is news.
    @discardableResult
    private func rest(because why: String, _ what: Logger.Message) -> Bool {
        resting = uptime() + Self.rest
        guard trouble != why else { return false }
        trouble = why
        logger.error(what, metadata: ["why": "\(why)", "during": "checks of claimed domains"])
        return true
    }

    private func log(_ result: CheckResult) {
        guard case .noted(let claim, let news) = result, !news.isEmpty else { return }
        let facts: Logger.Metadata = [
            "domain": "\(claim.domain)", "state": "\(claim.state.name)",
            "news": "\(news.map(\.words).joined(separator: ", "))",
        ]
        if news.contains(where: \.isBad) {
            logger.warning("a claimed domain needs attention", metadata: facts)
        } else {
            logger.notice("a claimed domain has changed", metadata: facts)
        }
    }
}

extension ClaimNews {
    /// Somebody should do something about it.
    fileprivate var isBad: Bool {
        switch self {
        case .verified, .restored, .regained, .provisioningResumed, .withdrawn: false
        case .missing, .grace, .lapsedByAbsence, .lapsedBySilence, .expired, .heldByAnother,
            .provisioningPaused:
            true
        }
    }
}
