/// How this host reaches the DNS. The default asks the root servers itself and validates nothing.
public struct ResolverSettings: Sendable, Hashable {
    /// Ask these servers for everything; empty: resolve from the root servers.
    public var forwarders: [NameServer]
    /// Ask that server for that zone and what lies below it; names in ASCII.
    public var stubs: [String: NameServer]
    /// Zones that the trust anchor does not know, because the public DNS does not have them: what is in
    /// them is believed without a proof. Names in ASCII.
    public var unsignedZones: [String]
    /// A file of DS or DNSKEY records of the root, such as `/usr/share/dns/root.key`. Without it nothing is
    /// ever secure or bogus.
    public var trustAnchorFile: String?
    /// Servers of strangers' zones may have addresses of private networks and of this host. Only for a host
    /// that resolves by itself inside a private network.
    public var asksPrivateAddresses: Bool
    /// How long one look-up may take, all its questions together.
    public var timeout: Duration

    /// Settings; see the properties.
    public init(
        forwarders: [NameServer] = [], stubs: [String: NameServer] = [:],
        unsignedZones: [String] = [], trustAnchorFile: String? = nil, asksPrivateAddresses: Bool = false,
        timeout: Duration = .seconds(5)
    ) {
        self.forwarders = forwarders
        self.stubs = stubs
        self.unsignedZones = unsignedZones
        self.trustAnchorFile = trustAnchorFile
        self.asksPrivateAddresses = asksPrivateAddresses
        self.timeout = timeout
    }

    /// Who is asked, in a few words for the evidence.
    public var summary: String {
        let asked =
            forwarders.isEmpty
            ? "the root servers" : forwarders.map(\.description).joined(separator: ", ")
        let stubs = stubs.isEmpty ? "" : ", own servers for " + stubs.keys.sorted().joined(separator: ", ")
        let unsigned =
            unsignedZones.isEmpty ? "" : " all but " + unsignedZones.sorted().joined(separator: ", ")
        return asked + stubs + (trustAnchorFile == nil ? ", without DNSSEC" : ", validating" + unsigned)
    }

    /// What is never asked. Whoever claims a domain decides where its name servers are: at addresses of this
    /// host and of its private networks, they would make the resolver talk to services that no stranger
    /// reaches, and believe them. Only servers that are named here are asked there.
    var forbidden: [AddressRange] {
        guard !asksPrivateAddresses else { return [] }
        return (forwarders + stubs.values).reduce(into: AddressRange.internal) { ranges, server in
            ranges = ranges.flatMap { $0.without(server.address) }
        }
    }

    /// The same host's view of the DNS from one side: every other forwarder, where there are several.
    func seen(from vantage: Vantage) -> ResolverSettings {
        guard forwarders.count > 1 else { return self }
        var settings = self
        let offset = vantage == .first ? 0 : 1
        settings.forwarders = stride(from: offset, to: forwarders.count, by: 2).map { forwarders[$0] }
        return settings
    }
}
