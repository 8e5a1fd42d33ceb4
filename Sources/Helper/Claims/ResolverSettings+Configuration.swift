public import Domains

extension ResolverSettings {
    /// The look-up's settings out of the host's.
    public init(_ dns: Configuration.DNS) throws(ResolverError) {
        var forwarders: [NameServer] = []
        for server in dns.forwarders { forwarders.append(try NameServer(server)) }
        var stubs: [String: NameServer] = [:]
        for stub in dns.stubs { stubs[stub.zone] = try NameServer(stub.server) }
        self.init(
            forwarders: forwarders, stubs: stubs, unsignedZones: dns.unsignedNames,
            trustAnchorFile: dns.trustAnchor)
    }
}
