internal import Foundation

/// Tells systemd that a service is up, once all of its parts listen: a unit of `Type=notify` counts as started then, and
/// what is ordered behind it begins then. Without systemd it does nothing.
actor ReadyNotice {
    private var silentParts: Int
    private let socket: String?

    /// - Parameters:
    ///   - parts: how many of them have to listen.
    ///   - socket: path of systemd's socket, `NOTIFY_SOCKET`.
    init(parts: Int, socket: String? = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"]) {
        silentParts = parts
        self.socket = socket
    }

    /// One more part listens.
    func partListens() {
        silentParts -= 1
        guard silentParts == 0, let socket else { return }
        _ = UnixDatagram.send([UInt8]("READY=1".utf8), to: socket)
    }
}
