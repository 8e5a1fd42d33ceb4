/// How this host reaches the DNS. The default asks the root servers itself and validates nothing.
public struct ResolverSettings: Sendable, Hashable {
    /// Ask these servers for everything; empty: resolve from the root servers.
    public var forwarders: [NameServer]
    /// Ask that server for that zone and what lies below it; names in ASCII.
    public var stubs: [String: NameServer]
    /// A file of DS or DNSKEY records of the root, such as `/usr/share/dns/root.key`. Without it nothing is
    /// ever secure or bogus.
    public var trustAnchorFile: String?
    /// How long one check may take, all its questions together.
    public var timeout: Duration

    /// Settings; see the properties.
    public init(
        forwarders: [NameServer] = [], stubs: [String: NameServer] = [:], trustAnchorFile: String? = nil,
        timeout: Duration = .seconds(5)
    ) {
        self.forwarders = forwarders
        self.stubs = stubs
        self.trustAnchorFile = trustAnchorFile
        self.timeout = timeout
    }

    /// Asking 127.0.0.1 is off in libunbound, lest a stranger's zone points at this host's own services. It
    /// goes on only where a server of this host is configured.
    var asksLoopback: Bool { (forwarders + stubs.values).contains(where: \.isLoopback) }
}
