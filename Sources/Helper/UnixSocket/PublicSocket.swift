internal import Glibc
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// A Unix socket to which every process of this host may connect. The kernel says who connects, and nobody gets
/// more than their share of connections and time.
struct PublicSocket: Sendable {
    let path: String
    /// The setting that says where it is.
    let setting: String
    /// How long a connection may last, silent or not.
    let deadline: TimeAmount
    /// Who has how many connections.
    let ledger: ConnectionLedger
    let logger: Logger

    typealias Inbound = NIOAsyncChannelInboundStream<ByteBuffer>
    typealias Outbound = NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// Makes the socket's file, has `body` talk on every connection until the service is asked to shut down, and removes the
    /// file when the last of them has ended. A connection ends with `body`, and at the deadline at the latest; what goes wrong
    /// on it concerns its client only.
    ///
    /// - Parameter onListening: called when the socket answers.
    /// - Throws: ``HelperError`` when it cannot listen.
    func serve(
        onListening: () -> Void,
        _ body: @escaping @Sendable (PeerCredentials, Inbound, Outbound) async throws -> Void
    ) async throws {
        do {
            try makeFolder()
            if await isListenedOn() { throw PublicSocketError.inUse }
            let server = try await bind()
            // SAFETY: a NUL-terminated string; nothing is kept.
            defer { unsafe unlink(path) }
            try await server.executeThenClose { connections in
                // SAFETY: a NUL-terminated string; nothing is kept.
                guard unsafe chmod(path, 0o666) == 0 else { throw PublicSocketError.mode }
                onListening()
                try await withThrowingDiscardingTaskGroup { tasks in
                    for try await channel in connections.cancelOnGracefulShutdown() {
                        // Whoever waits for a place here keeps the others in the kernel's queue.
                        guard let peer = await admit(channel) else { continue }
                        tasks.addTask {
                            let conversation = Task { await converse(with: peer, on: channel, body) }
                            // An answer that does not come is not waited for longer than somebody is there.
                            channel.closeFuture.whenComplete { _ in conversation.cancel() }
                            await conversation.value
                        }
                    }
                }
            }
        } catch PublicSocketError.inUse {
            throw HelperError.alreadyRunning(socket: path)
        } catch let error as PublicSocketError {
            throw HelperError.socket(path: path, setting: setting, why: error.description)
        }
    }

    /// Who is at the other end, counted; nil, and the connection closed, when they are gone or have had their share.
    private func admit(_ channel: any Channel) async -> PeerCredentials? {
        if let peer = try? await PeerCredentials.of(channel) {
            switch await ledger.admit(peer.uid) {
            case .admitted: return peer
            case .refused(let isFirst):
                if isFirst { logger.warning("too many connections", metadata: ["uid": "\(peer.uid)"]) }
            }
        }
        channel.close(promise: nil)
        return nil
    }

    private func converse(
        with peer: PeerCredentials, on channel: any Channel,
        _ body: @Sendable (PeerCredentials, Inbound, Outbound) async throws -> Void
    ) async {
        do {
            // Wrapped no earlier: an asynchronous channel that nobody executes ends the process.
            let connection = try await channel.eventLoop.submit {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }.get()
            try await connection.executeThenClose { inbound, outbound in
                try await channel.setOption(.autoRead, value: true).get()
                try await body(peer, inbound, outbound)
            }
        } catch {
            // They went away, or the deadline ended it.
            logger.debug("connection ended", metadata: ["reason": "\(printable("\(error)".utf8))"])
        }
        await ledger.release(peer.uid)
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
