internal import Glibc
internal import NIOCore

/// The process at the other end of a Unix socket when it connected: the kernel's `struct ucred`, three
/// numbers of 32 bits.
struct PeerCredentials: Sendable {
    let pid: Int32
    let uid: UInt32
    let gid: UInt32

    /// Asks the kernel about a connection.
    static func of(_ channel: any Channel) async throws -> PeerCredentials {
        guard let socket = channel as? any SocketOptionProvider else {
            throw ChannelError.operationUnsupported
        }
        return try await socket.unsafeGetSocketOption(
            level: NIOBSDSocket.OptionLevel(rawValue: SOL_SOCKET),
            name: NIOBSDSocket.Option(rawValue: SO_PEERCRED)
        ).get()
    }

    /// Whether they may ask about an account: root about any, everybody else about their own.
    func mayAsk(about uid: UInt32) -> Bool { self.uid == 0 || self.uid == uid }
}
