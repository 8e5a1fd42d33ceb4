internal import Policy

/// Whether this host gets answers at all: whether the servers of a domain's top-level domain are heard,
/// from both sides, about a name that no cache has. Asked before silence is held against a domain, so that
/// a host without network, with a dead forwarder, with one that only remembers, or with a wrong clock
/// blames itself.
actor NetworkCheck<DNS: Resolver> {
    private struct Look {
        var asked: ContinuousClock.Instant
        var failure: Task<ResolverError?, Never>
    }

    private let resolver: DNS
    private let unasked: UnaskedNames
    private let uptime: @Sendable () -> ContinuousClock.Instant
    /// The last question about each top-level domain, also while it is open: those who ask meanwhile wait
    /// for the same answer.
    private var last: [[UInt8]: Look] = [:]

    init(
        resolver: DNS, unasked: UnaskedNames, uptime: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.resolver = resolver
        self.unasked = unasked
        self.uptime = uptime
    }

    /// Returns when the network was there since then.
    ///
    /// - Parameters:
    ///   - domain: the name that was not answered for.
    ///   - began: when its look-up began: what was heard before that says nothing about it.
    /// - Throws: `ResolverError` when it was not.
    func pass(
        for domain: DomainName, since began: ContinuousClock.Instant
    ) async throws(ResolverError) {
        let top = Array(domain.bytes.split(separator: UInt8(ascii: ".")).last ?? [])
        let failure = question(below: top, since: began)
        let result = await withTaskCancellationHandler {
            await failure.value
        } onCancel: {
            failure.cancel()
        }
        if result == .cancelled { last[top] = nil }
        if let result { throw result }
    }

    private func question(
        below top: [UInt8], since began: ContinuousClock.Instant
    ) -> Task<ResolverError?, Never> {
        if let look = last[top], look.asked >= began { return look.failure }
        let failure = Task { [resolver, unasked] in await Self.ask(resolver, unasked, top) }
        last[top] = Look(asked: uptime(), failure: failure)
        return failure
    }

    private static func ask(_ resolver: DNS, _ unasked: UnaskedNames, _ top: [UInt8]) async -> ResolverError?
    {
        do throws(ResolverError) {
            for vantage in Vantage.allCases {
                let answers = try await resolver.answers(to: [unasked.question(below: top)], from: vantage)
                guard let answer = answers.first else { return .noNetwork(reason: "") }
                if answer.isBogus { return .nothingValidates(reason: answer.suffix) }
                guard answer.isSomebodysWord else { return .noNetwork(reason: answer.suffix) }
            }
            return nil
        } catch {
            return error
        }
    }
}
