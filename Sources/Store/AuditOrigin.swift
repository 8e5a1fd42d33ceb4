/// From where something was done. Empty for what is not known.
public struct AuditOrigin: Hashable, Sendable {
    /// PAM service of a login, or the program: `sshd`, `gatehouse`.
    public var service: String
    /// Host that a login came from, as the service names it; empty for this host.
    public var remoteHost: String
    /// Terminal: `ssh`, `pts/3`.
    public var terminal: String

    /// The service itself, on nobody's terminal.
    public static let gatehouse = AuditOrigin(service: "gatehouse")

    /// Takes what is known.
    public init(service: String = "", remoteHost: String = "", terminal: String = "") {
        self.service = service
        self.remoteHost = remoteHost
        self.terminal = terminal
    }
}
