/// Why this host cannot look anything up, which says nothing about any domain. The text says what to mend.
public enum ResolverError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Not an IP address, or not one with `@port`.
    case notANameServer(String)
    /// The file with the DNSSEC trust anchor cannot be read.
    case trustAnchorUnreadable(path: String)
    /// libunbound refused a setting or could not start.
    case unavailable(setting: String, reason: String)
    /// Not even a top-level domain answers anything new: this host, its network or its forwarders are at
    /// fault.
    case noNetwork(reason: String)
    /// Not even a top-level domain validates: this host's clock or trust anchor is wrong.
    case nothingValidates(reason: String)
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
        case .noNetwork(let reason):
            "this host gets no new answer from the DNS\(reason). Mend its network, or dns-forward"
        case .nothingValidates(let reason):
            "the DNS does not validate here\(reason). Mend this host's clock, or dns-trust-anchor"
        case .cancelled: "the look-up was cut short"
        }
    }
}
