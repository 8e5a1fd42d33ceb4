internal import Accounts
internal import Logging
internal import Policy
internal import ServiceLifecycle
internal import UnixSignals

/// `gatehouse userdb`: who is this user, in a process of its own, so that a slow sign-in page never stalls a look-up.
public enum UserdbProgram {
    /// Answers until SIGTERM or SIGINT.
    ///
    /// - Throws: ``HelperError`` when it cannot listen.
    public static func run(_ configuration: Configuration) async throws {
        var logger = Logger(label: "gatehouse-userdb") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .info
        let directory = StoreDirectory(
            path: configuration.store, shell: configuration.defaultShell, local: LocalAccountFiles(),
            clock: { .now })
        let server = UserdbServer(
            directory: directory, settings: UserdbSettings(socketPath: configuration.userdbSocket),
            logger: logger, onListening: { ReadyNotice.send() })
        var silent = logger
        silent.logLevel = .critical
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: silent)
        ).run()
    }
}
