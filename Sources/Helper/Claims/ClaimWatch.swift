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
    private let clock: @Sendable () -> Moment
    private let uptime: @Sendable () -> ContinuousClock.Instant
    private let logger: Logger
    private let thread = OwnThread(name: "gatehouse.claims")
    private var pacing: CheckPacing
    private var failed: FailedChecks
    private var resting: ContinuousClock.Instant?
    /// What keeps checks from being made, as it was told; empty while all of them are made.
    private var troubles: Set<String> = []
    /// The store may say that domains cannot be looked up.
    private var hasRecordedFailure = true
    /// The claims that the store cannot read, which was told, and when each is tried again.
    private var damaged: [Int64: ContinuousClock.Instant] = [:]

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
        clock: @escaping @Sendable () -> Moment,
        uptime: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, logger: Logger
    ) {
        self.store = store
        self.systemLog = systemLog
        check = ClaimCheck(resolver: dns, uptime: uptime)
        self.resolver = resolver
        self.pacing = pacing
        failed = FailedChecks(round: pacing.concurrency)
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
        let (path, now) = (store, clock().time)
        let all: [DueClaim]
        do {
            all = try await thread.run { () throws(StoreError) in
                try Store(path: path, access: .read).dueClaims(at: now)
            }
        } catch {
            rest(because: error)
            return []
        }
        for claim in all where claim.domain == nil { skip(claim.id) }
        let hadFailed = !failed.isEmpty
        let up = uptime()
        let due = failed.sort(all.filter { damaged[$0.id].map { up >= $0 } ?? true }, at: up)
        if hadFailed { await endFailure() }
        return pacing.start(
            due.lazy.compactMap { claim in
                claim.domain.map { CheckPacing.Due(claim: claim.id, registered: self.registered($0)) }
            },
            at: uptime()
        ).map(\.claim)
    }

    /// Checks one claim, if it is still due.
    func look(after id: Int64) async {
        defer { pacing.finish(id) }
        do {
            let (path, began) = (store, clock().time)
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
            failed.succeed(id)
            damaged[id] = nil
            await endFailure()
            log(result)
        } catch StoreError.corrupt {
            skip(id)
        } catch let error as StoreError {
            rest(because: error)
        } catch ResolverError.cancelled {
            // What was cut short has seen nothing, and is not this host's fault.
        } catch {
            guard !Task.isCancelled else { return }
            await fail(id, because: "\(error)")
        }
    }

    private func observe(_ claim: DomainClaim) async throws(ResolverError) -> Observation {
        guard let token = ClaimToken(claim.token.utf8) else {
            return Observation(.unknown, detail: "the token in the store is damaged")
        }
        return try await check.observe(claim.domain, token: token, state: claim.state)
    }

    /// This host could not make a check, which is tried again later; after a whole round of them, nothing
    /// is looked for during a minute.
    private func fail(_ id: Int64, because why: String) async {
        if failed.fail(id, at: uptime()) { resting = uptime() + FailedChecks.shortest }
        tell(why, "domains cannot be looked up")
        hasRecordedFailure = true
        let (path, announcement) = (store, systemLog.announcement)
        let failure = LookUpFailure(since: clock().time, reason: why)
        // When the store fails, too, `status` has other things to say.
        try? await thread.run { () throws(StoreError) in
            try Store(path: path, access: .write, announcing: announcement).begin(failure, of: id)
        }
    }

    /// Says that the checks are made again, once none is left that could not be.
    private func endFailure() async {
        guard failed.isEmpty else { return }
        if !troubles.isEmpty { logger.notice("claimed domains are checked again") }
        troubles = []
        guard hasRecordedFailure else { return }
        hasRecordedFailure = false
        let (path, announcement) = (store, systemLog.announcement)
        do {
            try await thread.run { () throws(StoreError) in
                let store = try Store(path: path, access: .write, announcing: announcement)
                try store.transaction { () throws(StoreError) in try store.endLookUpFailure() }
            }
        } catch {
            hasRecordedFailure = true
        }
    }

    /// Nothing is looked for during the next minute.
    private func rest(because error: StoreError) {
        resting = uptime() + FailedChecks.shortest
        tell("\(error)", "the store failed")
    }

    /// One claim is left alone for a while: what the store has of it makes no sense. No other is held up by it.
    private func skip(_ id: Int64) {
        let isNews = damaged[id] == nil
        damaged[id] = uptime() + FailedChecks.longest
        guard isNews else { return }
        logger.error("a claim in the store is damaged and not checked", metadata: ["claim": "\(id)"])
    }

    /// Tells the log of what keeps checks from being made, once.
    private func tell(_ why: String, _ what: Logger.Message) {
        guard troubles.insert(why).inserted else { return }
        logger.error(what, metadata: ["why": "\(why)", "during": "checks of claimed domains"])
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
