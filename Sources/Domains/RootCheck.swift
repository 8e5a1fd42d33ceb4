/// Whether this host's resolver works at all: whether it gets the SOA record of the root, from both sides.
/// Asked before silence is held against a domain, so that a host without network, with a dead forwarder or
/// with a wrong clock blames itself.
actor RootCheck<DNS: Resolver> {
    private let resolver: DNS
    private let uptime: @Sendable () -> ContinuousClock.Instant
    /// The last question, also while it is open: those who ask meanwhile wait for the same answer.
    private var last: (asked: ContinuousClock.Instant, failure: Task<ResolverError?, Never>)?

    /// How long an answer counts.
    private static var lifetime: Duration { .seconds(60) }

    init(resolver: DNS, uptime: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.resolver = resolver
        self.uptime = uptime
    }

    /// Returns when the resolver works, or did less than a minute ago.
    ///
    /// - Throws: `ResolverError` when it does not.
    func pass() async throws(ResolverError) {
        let failure = question()
        let result = await withTaskCancellationHandler {
            await failure.value
        } onCancel: {
            failure.cancel()
        }
        if result == .cancelled { last = nil }
        if let result { throw result }
    }

    private func question() -> Task<ResolverError?, Never> {
        let now = uptime()
        if let last, now - last.asked < Self.lifetime { return last.failure }
        let failure = Task { [resolver] in await Self.ask(resolver) }
        last = (now, failure)
        return failure
    }

    private static func ask(_ resolver: DNS) async -> ResolverError? {
        do throws(ResolverError) {
            for vantage in Vantage.allCases {
                let answers = try await resolver.answers(
                    to: [Question(nil, name: [], type: .soa)], from: vantage)
                guard let answer = answers.first else { return .noRoot(reason: "") }
                if answer.isBogus { return .rootBogus(reason: answer.suffix) }
                guard answer.responseCode == 0, !answer.records.isEmpty else {
                    return .noRoot(reason: answer.suffix)
                }
            }
            return nil
        } catch {
            return error
        }
    }
}
