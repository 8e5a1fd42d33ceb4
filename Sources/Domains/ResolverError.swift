/// Why this host cannot look anything up, which says nothing about any domain. The text says what to mend.
public enum ResolverError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Not an IP address, or not one with `@port`.
    case notANameServer(String)
    /// The file with the DNSSEC trust anchor cannot be read.
    case trustAnchorUnreadable(path: String)
    /// libunbound refused a setting or could not start.
    case unavailable(setting: String, reason: String)
    /// Not even the root of the DNS can be looked up: this host, its network or its forwarders are at fault.
    case noRoot(reason: String)
    /// The root of the DNS does not validate: this host's clock or trust anchor is wrong.
    case rootBogus(reason: String)
    /// The task that waited was cancelled.
    case cancelled

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .notANameServer(let text):
            "\"\(text)\" is no name server: write an IP address, with a port as in 127.0.0.1@5353"
        case .trustAnchorUnreadable(let path):
            "cannot read the DNSSEC trust anchor \(path): install dns-root-data or name another file"
        case .unavailable(let setting, let reason):
            "the resolver does not accept \(setting): \(reason)"
        case .noRoot(let reason):
            "this host gets no answer about the root of the DNS\(reason). Mend its network, or dns-forward"
        case .rootBogus(let reason):
            "the root of the DNS does not validate here\(reason). Mend this host's clock, or dns-trust-anchor"
        case .cancelled: "the look-up was cut short"
        }
    }
}
