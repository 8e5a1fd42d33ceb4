internal import Foundation

/// What systemd is told: a unit of `Type=notify` counts as started from then on, and what is ordered behind it begins.
enum ReadyNotice {
    /// The service listens. Without systemd this does nothing.
    ///
    /// - Parameter socket: path of systemd's socket.
    static func send(to socket: String? = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"]) {
        if let socket { _ = UnixDatagram.send([UInt8]("READY=1".utf8), to: socket) }
    }
}
