internal import Foundation
internal import NIOCore
internal import NIOPosix

extension ModuleSocket {
    /// Makes the socket's file, for everybody to connect to. A file that nobody listens on any more is replaced.
    ///
    /// - Throws: ``HelperError``.
    func bind() async throws(HelperError) -> NIOAsyncChannel<Connection, Never> {
        try await makeRoom()
        do {
            let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.backlog, value: 128)
                .bind(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try Connection(
                            wrappingChannelSynchronously: channel,
                            configuration: .init(isOutboundHalfClosureEnabled: true))
                    }
                }
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
            return server
        } catch {
            throw HelperError.socket(
                path: path, why: (error as? IOError).map(reason) ?? "its mode cannot be set")
        }
    }

    private func makeRoom() async throws(HelperError) {
        let directory = (path as NSString).deletingLastPathComponent
        do {
            if !FileManager.default.fileExists(atPath: directory) {
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o755])
            }
        } catch {
            throw HelperError.socket(path: path, why: "its directory cannot be made")
        }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return }
        guard attributes[.type] as? FileAttributeType == .typeSocket else {
            throw HelperError.socket(path: path, why: "there is a file that is no socket")
        }
        if await isListenedOn() { throw HelperError.alreadyRunning(socket: path) }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw HelperError.socket(path: path, why: "the old socket cannot be removed")
        }
    }

    private func isListenedOn() async -> Bool {
        guard
            let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(unixDomainSocketPath: path).get()
        else { return false }
        try? await channel.close()
        return true
    }
}
