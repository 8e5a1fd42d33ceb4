internal import NIOCore

/// Who is at the other end of a Unix socket, as the kernel saw it when they connected (unix(7), SO_PEERCRED).
struct PeerCredentials: Hashable, Sendable {
    /// Their effective user ID.
    let uid: UInt32

    /// Asks the kernel; throws when the channel is no Unix socket.
    static func of(_ channel: any Channel) async throws -> PeerCredentials {
        guard let socket = channel as? any SocketOptionProvider else { throw ChannelError.operationUnsupported }
        let credentials: Ucred = try await socket.unsafeGetSocketOption(
            level: NIOBSDSocket.OptionLevel.socket, name: NIOBSDSocket.Option(rawValue: 17)).get()
        return PeerCredentials(uid: credentials.uid)
    }

    /// Whether they may ask about an account: root about any, everybody else about their own.
    func mayAsk(about uid: UInt32) -> Bool { self.uid == 0 || self.uid == uid }
}

/// `struct ucred` of unix(7).
private struct Ucred: Sendable {
    var pid: Int32
    var uid: UInt32
    var gid: UInt32
}
