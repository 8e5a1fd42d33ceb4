/// Who is at the other end of a userdb connection, by the kernel's word.
public struct UserdbAsker: Sendable, Hashable {
    /// The process's effective uid when it connected.
    public var uid: UInt32
    /// The process's command name (`/proc/PID/comm`), without a newline; `nil` when it could not be read.
    public var command: [UInt8]?

    /// Takes what the kernel said.
    public init(uid: UInt32, command: [UInt8]?) {
        self.uid = uid
        self.command = command
    }

    /// sshd's privileged process, which has to know an account before its owner can sign in. Anybody can name
    /// a program `sshd`, so only root's count.
    public var isSSHServer: Bool {
        guard uid == 0, let command else { return false }
        return ["sshd", "sshd-session", "sshd-auth"].contains { command.elementsEqual($0.utf8) }
    }
}
