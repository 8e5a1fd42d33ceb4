public import Accounts
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// The Varlink responder that tells this host's programs about managed accounts.
///
/// Every login of every user waits for it, so it does nothing else: one process of its own, answers from
/// `Directory` alone, bounded messages, connections and time. It asks no name service; the process runs with
/// `SYSTEMD_BYPASS_USERDB` set.
public struct UserdbServer<Directory: AccountDirectory>: Service {
    private let interface: UserdbInterface<Directory>
    private let settings: UserdbSettings
    private let logger: Logger
    private let onListening: @Sendable () -> Void

    /// A responder; it listens from `run` on.
    ///
    /// - Parameters:
    ///   - directory: where the accounts come from.
    ///   - settings: the socket and the bounds.
    ///   - logger: is told what goes wrong.
    ///   - onListening: called when the socket answers.
    public init(
        directory: Directory, settings: UserdbSettings, logger: Logger,
        onListening: @escaping @Sendable () -> Void = {}
    ) {
        let health = DirectoryHealth(logger: logger)
        interface = UserdbInterface(directory: directory) { await health.note($0) }
        self.settings = settings
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until it is cancelled or asked to shut down, then removes the socket.
    ///
    /// - Throws: ``HelperError`` when it cannot listen.
    public func run() async throws {
        let socket = PublicSocket(
            path: settings.socketPath, setting: "userdb-socket", deadline: TimeAmount(settings.deadline),
            ledger: ConnectionLedger(total: settings.connections, perUser: settings.connectionsPerUser),
            logger: logger)
        try await socket.serve(
            onListening: {
                logger.info("answering for accounts", metadata: ["socket": "\(settings.socketPath)"])
                onListening()
            }, converse)
    }

    private func converse(
        with peer: PeerCredentials, _ inbound: PublicSocket.Inbound, _ outbound: PublicSocket.Outbound
    ) async throws {
        let asker = UserdbAsker(
            uid: peer.uid, command: peer.uid == 0 ? settings.commandOfProcess(peer.pid) : nil)
        var pending = ByteBuffer()
        for try await var bytes in inbound.cancelOnGracefulShutdown() {
            pending.writeBuffer(&bytes)
            while let length = pending.readableBytesView.firstIndex(of: 0).map({ $0 - pending.readerIndex }),
                length <= settings.messageLength, let message = pending.readBytes(length: length)
            {
                pending.moveReaderIndex(forwardBy: 1)
                switch await interface.react(to: message, from: asker) {
                case .reply(let json): try await outbound.write(ByteBuffer(bytes: json + [0]))
                case .silence: break
                case .hangUp: return
                }
            }
            guard pending.readableBytes <= settings.messageLength else { return }
            pending.discardReadBytes()
        }
    }
}
