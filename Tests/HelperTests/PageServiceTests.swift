import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

@testable import Helper

@Suite struct PageServiceTests {
    /// Ends with an error, or serves until it is told to stop.
    struct Server: Service {
        let failure: (any Error)?
        let isServing: @Sendable () -> Void

        func run() async throws {
            if let failure { throw failure }
            isServing()
            try? await gracefulShutdown()
        }
    }

    /// Serves once the failures are used up.
    private func service(
        _ failures: [any Error & Sendable], lines: LogLines, isServing: @escaping @Sendable () -> Void
    ) -> PageService<Server> {
        let attempts = Attempts(failures)
        return PageService(
            make: { () throws(HelperError) in
                let failure = attempts.next()
                if let refused = failure as? HelperError { throw refused }
                return Server(failure: failure, isServing: isServing)
            },
            address: "192.0.2.1:443", logger: Logger(label: "test") { _ in LogLineHandler(lines: lines) },
            pause: {})
    }

    @Test
    func `pages that cannot be served are tried again until they can, and the log is told each reason once`()
        async throws
    {
        let lines = LogLines()
        let noAddress = IOError(errnoCode: EADDRNOTAVAIL, reason: "bind")
        let noKey = HelperError.tls(path: "/key", why: "it is not there")
        let (serving, isServing) = AsyncStream.makeStream(of: Void.self)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    service([noAddress, noAddress, noKey, noKey], lines: lines) { isServing.yield() }
                ], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await _ in serving { break }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }

        #expect(lines.all.count == 2)
    }
}

/// What the next attempts come to.
private final class Attempts: Sendable {
    private let failures: Mutex<[any Error & Sendable]>

    init(_ failures: [any Error & Sendable]) { self.failures = Mutex(failures) }

    func next() -> (any Error & Sendable)? {
        failures.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
