internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// Serves the sign-in pages, and goes on trying while it cannot: an address that this host does not have yet, or a key for
/// TLS that cannot be read, must not take the module's socket along, on which owners use their recovery codes.
struct PageService<Server: Service>: Service {
    /// Makes the server of the pages anew, from what the files hold then.
    let make: @Sendable () throws(HelperError) -> Server
    /// Where it listens, for the log.
    let address: String
    let logger: Logger
    /// Waits from one attempt to the next.
    let pause: @Sendable () async throws -> Void

    func run() async throws {
        var told: HelperError?
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            let failure = await serve()
            guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
            // Each reason once: the next attempt is seconds away.
            if failure != told {
                logger.error("the sign-in pages are not served", metadata: ["why": "\(failure)"])
            }
            told = failure
            try? await cancelWhenGracefulShutdown { try await pause() }
        }
    }

    /// Why they are no longer served.
    private func serve() async -> HelperError {
        do {
            try await make().run()
            return .stopped(why: "the pages came to an end")
        } catch let error as HelperError {
            return error
        } catch let error as IOError {
            return .address(address, why: reason(error))
        } catch {
            return .stopped(why: "\(error)")
        }
    }
}
