internal import Glibc
internal import Logging
internal import NIOCore
internal import NIOPosix

/// A Unix socket to which every process of this host may connect. The kernel says who connects, and nobody gets
/// more than their share of connections and time.
struct PublicSocket: Sendable {
    let path: String
    /// How long a connection may last, silent or not.
    let deadline: TimeAmount
    /// Who has how many connections.
    let ledger: ConnectionLedger
    let logger: Logger

    typealias Connections = NIOAsyncChannelInboundStream<any Channel>
    typealias Inbound = NIOAsyncChannelInboundStream<ByteBuffer>
    typealias Outbound = NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// Makes the socket's file and listens while `body` runs, then removes the file. A connection that is not
    /// handed to ``converse(on:_:)`` is closed at the deadline.
    ///
    /// - Throws: ``PublicSocketError`` before `body` runs, and what `body` throws.
    func listen(_ body: (Connections) async throws -> Void) async throws {
        try makeFolder()
        if await isListenedOn() { throw PublicSocketError.inUse }
        let server = try await bind()
        // SAFETY: a NUL-terminated string; nothing is kept.
        defer { unsafe unlink(path) }
        try await server.executeThenClose { connections in
            // SAFETY: a NUL-terminated string; nothing is kept.
            guard unsafe chmod(path, 0o666) == 0 else { throw PublicSocketError.mode }
            try await body(connections)
        }
    }

    /// Talks on one connection and closes it, at the deadline at the latest. What goes wrong on it concerns its
    /// client only.
    func converse(
        on channel: any Channel, _ body: (PeerCredentials, Inbound, Outbound) async throws -> Void
    ) async {
        do {
            // Wrapped no earlier: an asynchronous channel that nobody executes ends the process.
            let connection = try await channel.eventLoop.submit {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }.get()
            try await connection.executeThenClose { inbound, outbound in
                let peer = try await PeerCredentials.of(channel)
                if case .refused(let isFirst) = await ledger.admit(peer.uid) {
                    if isFirst { logger.warning("too many connections", metadata: ["uid": "\(peer.uid)"]) }
                    return
                }
                do {
                    try await channel.setOption(.autoRead, value: true).get()
                    try await body(peer, inbound, outbound)
                    await ledger.release(peer.uid)
                } catch {
                    await ledger.release(peer.uid)
                    throw error
                }
            }
        } catch {
            // They went away, or the deadline ended it.
            logger.debug("connection ended", metadata: ["reason": "\(printable("\(error)".utf8))"])
        }
    }

    /// Makes the folder of the socket, and the folders above it, with mode 0755 each. Folders that exist are
    /// left as they are.
    private func makeFolder() throws(PublicSocketError) {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += "/" + part
            // SAFETY: NUL-terminated strings; nothing is kept.
            if unsafe mkdir(folder, 0o755) == 0 {
                guard unsafe chmod(folder, 0o755) == 0 else { throw .folder(folder, errno: errno) }
            } else if errno != EEXIST {
                throw .folder(folder, errno: errno)
            }
        }
    }

    private func isListenedOn() async -> Bool {
        guard
            let channel = try? await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(unixDomainSocketPath: path).get()
        else { return false }
        try? await channel.close()
        return true
    }

    /// Binds; the socket of somebody who has gone is replaced, any other file is left alone.
    private func bind() async throws(PublicSocketError) -> NIOAsyncChannel<any Channel, Never> {
        let deadline = deadline
        do {
            return try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.backlog, value: 4_096)
                .childChannelOption(.autoRead, value: false)
                .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let end = channel.eventLoop.scheduleTask(in: deadline) { channel.close(promise: nil) }
                        channel.closeFuture.whenComplete { _ in end.cancel() }
                        return channel as any Channel
                    }
                }
        } catch is UnixDomainSocketPathWrongType {
            throw .notASocket
        } catch {
            throw .bind((error as? IOError).map(reason) ?? printable("\(error)".utf8))
        }
    }
}
