internal import Logging
internal import ServiceLifecycle
internal import Store

/// Asks the identity provider's source for newer metadata when it is time. Logins never wait for it.
struct MetadataTimer: Service {
    let upkeep: MetadataUpkeep
    let logger: Logger
    /// Waits from one look at the clock to the next.
    let pause: @Sendable () async throws -> Void

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await refreshIfDue()
                try await pause()
            }
        }
    }

    /// Asks the source if it is time; nil when it is not, or the store cannot be used now.
    @discardableResult
    func refreshIfDue() async -> MetadataUpkeep.Outcome? {
        do {
            guard try upkeep.isDue() else { return nil }
            let outcome = try await upkeep.refresh()
            log(outcome)
            return outcome
        } catch {
            logger.error("the store failed", metadata: ["why": "\(error)", "during": "refresh of metadata"])
            return nil
        }
    }

    private func log(_ outcome: MetadataUpkeep.Outcome) {
        switch outcome {
        case .unchanged, .rejected, .pointless: logger.info("metadata refreshed, nothing new")
        case .applied(let lines): logger.notice("metadata refreshed", metadata: ["changes": "\(lines)"])
        case .waiting(let lines):
            logger.warning("metadata changed and waits for approval", metadata: ["changes": "\(lines)"])
        case .failed(let failure):
            logger.warning("metadata cannot be refreshed", metadata: ["why": "\(failure)"])
        }
    }
}
