/// Who asked, from where: what the sign-in page shows and the audit log keeps.
public struct Origin: Equatable, Sendable {
    /// PAM service, at most 64 bytes.
    public var service: [UInt8]
    /// Host the person comes from, at most 255 bytes; empty for this host.
    public var remoteHost: [UInt8]
    /// Terminal, at most 64 bytes; empty when there is none.
    public var terminal: [UInt8]

    /// Takes what the service told PAM.
    public init(service: [UInt8], remoteHost: [UInt8], terminal: [UInt8]) {
        self.service = service
        self.remoteHost = remoteHost
        self.terminal = terminal
    }
}
