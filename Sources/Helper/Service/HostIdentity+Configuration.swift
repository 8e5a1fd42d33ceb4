extension HostIdentity {
    /// The host as `base-url` and `host-name` name it; without a `host-name`, the host in `base-url`.
    init(_ configuration: Configuration) throws(ConfigurationError) {
        let baseURL = try configuration.requiredBaseURL()
        let authority =
            baseURL.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) ?? baseURL
        let host =
            authority.hasPrefix("[")
            ? String(authority.prefix { $0 != "]" }) + "]" : String(authority.prefix { $0 != ":" })
        self.init(name: configuration.hostName ?? host, baseURL: baseURL)
    }
}
