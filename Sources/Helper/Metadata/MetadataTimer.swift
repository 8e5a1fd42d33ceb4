internal import Logging
internal import ServiceLifecycle
internal import Store

/// Asks the source of each organisation's identity provider for newer metadata when it is time. Logins never wait for it.
struct MetadataTimer: Service {
    /// Path of the store, which names the organisations.
    let store: String
    let upkeep: @Sendable (Organisation.ID) -> MetadataUpkeep
    let logger: Logger
    /// Waits from one look at the clock to the next.
    let pause: @Sendable () async throws -> Void

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await refreshWhatIsDue()
                try await pause()
            }
        }
    }

    /// Asks every source whose time it is.
    ///
    /// - Returns: what came of it; nothing when the store cannot be used now.
    @discardableResult
    func refreshWhatIsDue() async -> [MetadataUpkeep.Outcome] {
        var outcomes: [MetadataUpkeep.Outcome] = []
        do {
            for organisation in try Store(path: store, access: .read).organisations() {
                if let outcome = await refreshIfDue(upkeep(organisation.id)) { outcomes.append(outcome) }
            }
        } catch {
            logger.error("the store failed", metadata: ["why": "\(error)", "during": "refresh of metadata"])
        }
        return outcomes
    }

    private func refreshIfDue(_ upkeep: MetadataUpkeep) async -> MetadataUpkeep.Outcome? {
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
