internal import Domains
internal import ServiceLifecycle

/// Checks claimed domains when it is time.
struct ClaimTimer<DNS: Resolver>: Service {
    let watch: ClaimWatch<DNS>
    /// Waits from one look at the store to the next.
    let pause: @Sendable () async throws -> Void

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { checks in
                while !Task.isCancelled {
                    for claim in await watch.startable() {
                        checks.addTask { await watch.look(after: claim) }
                    }
                    try await pause()
                }
            }
        }
    }
}
