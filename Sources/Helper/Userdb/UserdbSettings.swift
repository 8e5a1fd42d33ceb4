internal import Glibc

/// Where the responder listens, and how much anybody may ask of it.
public struct UserdbSettings: Sendable {
    /// The socket; nss-systemd looks for `/run/systemd/userdb/io.gatehouse.Login`.
    public var socketPath: String
    /// Connections at one time.
    public var connections = 256
    /// Connections at one time of one uid other than root, and what is kept free for root.
    public var connectionsPerUser = 32
    /// Length of one message in bytes.
    public var messageLength = 8_192
    /// How long a connection lasts, silent or not. A look-up takes a millisecond.
    public var deadline: Duration = .seconds(5)
    /// The command name of a process (`/proc/PID/comm`); `nil` when it cannot be told.
    public var commandOfProcess: @Sendable (_ pid: Int32) -> [UInt8]? = UserdbSettings.commandInProc

    /// Settings for this socket, with the usual bounds.
    public init(socketPath: String) {
        self.socketPath = socketPath
    }

    /// Reads `/proc/PID/comm`, without its newline.
    @Sendable private static func commandInProc(of pid: Int32) -> [UInt8]? {
        guard pid > 0 else { return nil }
        // SAFETY: open reads a NUL-terminated string; the descriptor is closed once; read stays within the
        // array.
        let descriptor = unsafe open("/proc/\(pid)/comm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var command = [UInt8](repeating: 0, count: 64)
        let count = unsafe command.withUnsafeMutableBytes {
            unsafe read(descriptor, $0.baseAddress, $0.count)
        }
        guard count > 0 else { return nil }
        return Array(command.prefix(count).prefix { $0 != UInt8(ascii: "\n") })
    }
}
