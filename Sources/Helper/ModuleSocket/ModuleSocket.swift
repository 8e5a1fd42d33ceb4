internal import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import Wire

/// The socket on which the module asks: one request and one reply for each connection.
///
/// Everybody may connect, and the kernel says who they are. Whoever sends anything but a whole frame in time, or asks about
/// somebody else, is hung up on without an answer, which the module takes for a no.
struct ModuleSocket: Service {
    let path: String
    let logger: Logger
    /// How long a connection may last.
    var deadline = TimeAmount.seconds(5)
    /// Connections at once.
    var connections = 256
    /// Connections at once of one uid other than root, and what is kept free for root.
    var connectionsPerUser = 32
    /// Answers one request.
    let answer: @Sendable (Request, PeerCredentials) async -> Reply
    /// Called when the socket answers.
    var onListening: @Sendable () -> Void = {}

    /// Serves until it is shut down, then ends what it is doing and removes the socket's file.
    ///
    /// - Throws: ``HelperError`` when it cannot listen.
    func run() async throws {
        let socket = PublicSocket(
            path: path, setting: "login-socket", deadline: deadline,
            ledger: ConnectionLedger(total: connections, perUser: connectionsPerUser), logger: logger)
        try await socket.serve(
            onListening: {
                logger.info("listening for the module", metadata: ["socket": "\(path)"])
                // Not the pages: while they cannot be served, recovery codes can be given.
                onListening()
            }, converse)
    }

    private func converse(
        with peer: PeerCredentials, _ inbound: PublicSocket.Inbound, _ outbound: PublicSocket.Outbound
    ) async throws {
        do {
            let request = try await Self.request(from: inbound)
            guard peer.mayAsk(about: request.account.uid) else {
                logger.warning("asked about somebody else", metadata: ["peer": "\(peer.uid)"])
                return
            }
            try await outbound.write(ByteBuffer(bytes: try await answer(request, peer).encode()))
        } catch let error as WireError {
            logger.warning("no frame came to the module's socket", metadata: ["why": "\(error)"])
        }
    }

    /// Reads exactly one frame.
    private static func request(from inbound: PublicSocket.Inbound) async throws -> Request {
        var frame: [UInt8] = []
        for try await part in inbound {
            frame += part.readableBytesView
            guard frame.count >= Frame.headerLength else { continue }
            let length = Frame.headerLength + (try Frame.bodyLength(of: frame.prefix(Frame.headerLength)))
            if frame.count >= length { return try Request.decode(frame: frame) }
        }
        throw WireError.truncated
    }
}

extension Request {
    /// The account it is about.
    var account: Account {
        switch self {
        case .begin(let account, _), .redeem(_, _, let account), .report(let account, _, _, _),
            .told(let account, _),
            .plan(let account, _), .judge(let account, _, _), .present(let account, _, _),
            .session(let account, _, _):
            account
        }
    }
}
