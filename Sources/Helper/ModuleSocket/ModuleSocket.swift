internal import Foundation
internal import Logging
internal import NIOCore
internal import NIOPosix
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
    /// Connections at once; more are closed at once.
    var maximumConnections = 256
    /// Answers one request.
    let answer: @Sendable (Request, PeerCredentials) async -> Reply

    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Serves until it is shut down, then removes the socket's file.
    func run() async throws {
        let server = try await bind()
        logger.info("listening for the module", metadata: ["socket": "\(path)"])
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await withGracefulShutdownHandler {
            try await serve(server)
        } onGracefulShutdown: {
            server.channel.close(promise: nil)
        }
    }

    private func serve(_ server: NIOAsyncChannel<Connection, Never>) async throws {
        try await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                let open = ConnectionCount(limit: maximumConnections)
                for try await connection in connections {
                    guard open.take() else {
                        logger.warning("too many connections to the module's socket")
                        connection.channel.close(promise: nil)
                        continue
                    }
                    group.addTask {
                        await serve(connection)
                        open.giveBack()
                    }
                }
            }
        }
    }

    private func serve(_ connection: Connection) async {
        let end = connection.channel.eventLoop.scheduleTask(in: deadline) {
            connection.channel.close(promise: nil)
        }
        defer { end.cancel() }
        do {
            let peer = try await PeerCredentials.of(connection.channel)
            try await connection.executeThenClose { inbound, outbound in
                let request = try await Self.request(from: inbound)
                guard peer.mayAsk(about: request.account.uid) else {
                    logger.warning("asked about somebody else", metadata: ["peer": "\(peer.uid)"])
                    return
                }
                try await outbound.write(ByteBuffer(bytes: try await answer(request, peer).encode()))
            }
        } catch let error as WireError {
            logger.warning("no frame came to the module's socket", metadata: ["why": "\(error)"])
        } catch {
            // They went away, or the deadline ended it.
            logger.debug("no answer to the module", metadata: ["why": "\(printable("\(error)".utf8))"])
        }
    }

    /// Reads exactly one frame.
    private static func request(from inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws
        -> Request
    {
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
        case .begin(let account, _), .redeem(_, _, let account), .report(let account, _, _, _): account
        }
    }
}
