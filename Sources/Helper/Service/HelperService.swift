internal import Accounts
internal import Domains
internal import Hummingbird
internal import HummingbirdCore
internal import Isolation
internal import Logging
internal import Policy
internal import SAML
internal import ServiceLifecycle
internal import Store
internal import UnixSignals

/// `gatehouse serve`: the sign-in pages, the postback URL and the module's socket, in one process without privileges.
public struct HelperService: Sendable {
    private let pages: PageService<Application<RouterResponder<BasicRequestContext>>>
    private let socket: ModuleSocket
    private let purge: ExpiryPurge
    private let timer: MetadataTimer
    private let claims: ClaimTimer<UnboundResolver>
    private let logger: Logger
    /// Browsers' connections at once; others wait in the kernel's queue. With the module's socket this stays
    /// below the 1,024 files that a process may open unless it is told otherwise.
    private static let maximumConnections = 512

    /// Checks the configuration and opens the store; nothing listens yet.
    ///
    /// - Throws: ``HelperError``, each on one line with what to do.
    public init(_ configuration: Configuration) throws(HelperError) {
        var logger = Logger(label: "gatehouse") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .info
        let random = RandomSource.system
        let host: HostIdentity
        let relyingParty: RelyingParty
        let keys: ServiceProviderKeys
        do {
            host = try HostIdentity(configuration)
            keys = try ServiceProviderKeys(configuration)
            relyingParty = RelyingParty(
                entityID: try configuration.entityID(), acsURL: try configuration.postbackURL())
        } catch {
            throw .configuration(error)
        }
        let ledger: Ledger
        do {
            ledger = try Ledger(
                path: configuration.store, systemLog: .host, newAccount: newAccountRule(configuration))
            try Store(
                path: configuration.store, access: .write, announcing: SystemLog.host.announcement
            ).keep(
                configuration.nonInteractiveServices, at: .now)
        } catch {
            throw .store(error)
        }
        let clock: @Sendable () -> UnixTime = { .now }
        let broker = SignInBroker(
            ledger: ledger,
            serviceProvider: .saml(
                relyingParty, signingKey: keys.signing, random: random,
                // Each reads the keys itself: a private key never goes from one process to another.
                verifiers: WorkerPool(
                    WorkerProgram(arguments: ["verify-worker"] + configuration.decryptionKeys.map(\.path)))),
            localAccounts: LocalAccountFiles(), host: host,
            presenters: configuration.assertionServices, systemLog: .host, clock: clock, random: random,
            logger: logger)
        let site: SignInSite
        do {
            site = SignInSite(
                broker: broker, pages: try Pages(host: host, random: random), host: host,
                metadata: keys.metadata(of: relyingParty).xml, logger: logger)
        } catch {
            throw .stopped(why: "its page templates cannot be read")
        }
        try PageServer.check(configuration)
        pages = PageService(
            make: { [logger] () throws(HelperError) in
                try Self.application(site, configuration, logger)
            },
            address: "\(configuration.listen.host):\(configuration.listen.port)", logger: logger,
            pause: { try await Task.sleep(for: .seconds(5)) })
        socket = ModuleSocket(path: configuration.loginSocket, logger: logger) {
            await broker.answer($0, askedBy: $1)
        } onListening: {
            ReadyNotice.send()
        }
        purge = ExpiryPurge(broker: broker)
        timer = MetadataTimer(
            store: configuration.store,
            upkeep: {
                MetadataUpkeep(
                    configuration, of: $0, reader: MetadataReader(configuration), actor: "gatehouse",
                    clock: clock)
            },
            logger: logger, pause: { try await Task.sleep(for: .seconds(60)) })
        do {
            let settings = try ResolverSettings(configuration.dns)
            claims = ClaimTimer(
                watch: ClaimWatch(
                    store: configuration.store, systemLog: .host, dns: UnboundResolver(settings),
                    resolver: settings.summary,
                    registered: registeredNames(by: configuration.dns.publicSuffixes, logger), random: random,
                    clock: { Moment(time: clock(), uptime: .current()) }, logger: logger),
                pause: { try await Task.sleep(for: .seconds(1)) })
        } catch {
            throw .stopped(why: error.description)
        }
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT, then ends what it is doing and returns.
    ///
    /// - Throws: ``HelperError`` when the module's socket cannot be made, or something stops by itself.
    public func run() async throws(HelperError) {
        var silent = logger
        silent.logLevel = .critical
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [socket, pages, purge, timer, claims],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: silent
            ))
        do {
            try await group.run()
        } catch let error as HelperError {
            throw error
        } catch {
            throw .stopped(why: "\(error)")
        }
    }

    private static func application(
        _ site: SignInSite, _ configuration: Configuration, _ logger: Logger
    ) throws(HelperError) -> Application<RouterResponder<BasicRequestContext>> {
        let address = configuration.listen
        var quiet = logger
        quiet.logLevel = .warning
        return Application(
            router: site.router(), server: try PageServer.builder(configuration),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(maximumConnections)),
            onServerRunning: { _ in
                logger.info(
                    "serving the sign-in pages",
                    metadata: [
                        "listen": "\(address.host):\(address.port)", "base-url": "\(site.host.baseURL)",
                    ])
            }, logger: quiet)
    }
}

/// Forgets sign-ins that have run out, so that memory does not hold what nobody asks for any more.
struct ExpiryPurge: Service {
    let broker: SignInBroker

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(30))
                await broker.forgetExpired()
            }
        }
    }
}
