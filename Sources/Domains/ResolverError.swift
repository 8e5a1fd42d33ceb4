/// Why this host cannot look anything up. The text says which setting to mend.
public enum ResolverError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Not an IP address, or not one with `@port`.
    case notANameServer(String)
    /// The file with the DNSSEC trust anchor cannot be read.
    case trustAnchorUnreadable(path: String)
    /// libunbound refused a setting or could not start.
    case unavailable(setting: String, reason: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .notANameServer(let text):
            "\"\(text)\" is no name server: write an IP address, with a port as in 127.0.0.1@5353"
        case .trustAnchorUnreadable(let path):
            "cannot read the DNSSEC trust anchor \(path): install dns-root-data or name another file"
        case .unavailable(let setting, let reason):
            "the resolver does not accept \(setting): \(reason)"
        }
    }
}
