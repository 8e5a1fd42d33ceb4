internal import Foundation
public import Policy

/// What the host's administrator sets in `gatehouse.conf`: how this host is reached and where its files are.
///
/// Who may log in is not here but in the store, where every change is audited.
public struct Configuration: Hashable, Sendable {
    /// The file it was read from, for messages.
    public internal(set) var file = Configuration.defaultPath
    /// Where a browser reaches the sign-in pages: scheme, host, port, no trailing slash. Never taken from a request's Host.
    public var baseURL: String?
    /// Address and port the pages are served on.
    public var listen = ListenAddress(host: "127.0.0.1", port: 8443)
    /// PEM files of the certificate chain and its key; nil serves plain HTTP, which only a loopback address may.
    public var tls: TLSFiles?
    /// The store.
    public var store = "/var/lib/gatehouse/gatehouse.db"
    /// The module's socket.
    public var loginSocket = "/run/gatehouse/login.sock"
    /// The user database's socket; nss-systemd finds it by a link in `/run/systemd/userdb`, which belongs to root.
    public var userdbSocket = "/run/gatehouse-userdb/socket"
    /// The name people know this host by; shown on the sign-in page. Defaults to the host in `base-url`.
    public var hostName: String?
    /// The shell of people Gatehouse creates. It has to exist.
    public var defaultShell = "/bin/bash"
    /// The key that signs requests to the identity provider; nil sends them unsigned.
    public var signingKey: KeyFile?
    /// The keys that decrypt assertions, the current one first; empty takes none that is encrypted.
    public var decryptionKeys: [KeyFile] = []
    /// Services in which nobody is asked for a proof, such as cron: active members' accounts may be used there.
    public var nonInteractiveServices = ServiceList.nonInteractive
    /// Services that may hand over a SAML response that answers no request of this host; none unless set.
    public var assertionServices = ServiceList("")
    /// How domain claims are looked up.
    public var dns = DNS()

    /// An address to listen on.
    public struct ListenAddress: Hashable, Sendable {
        /// IPv4 or IPv6 address, or a host name.
        public var host: String
        /// 1 to 65535.
        public var port: Int
    }

    /// The certificate the pages are served with.
    public struct TLSFiles: Hashable, Sendable {
        /// PEM, leaf first.
        public var certificate: String
        /// PEM, unencrypted.
        public var key: String
    }

    /// How domain claims are looked up.
    public struct DNS: Hashable, Sendable {
        /// Resolvers to ask, as `ADDRESS` or `ADDRESS@PORT`; empty asks the authoritative servers.
        public var forwarders: [String] = []
        /// Zones with a server of their own: zone and `ADDRESS` or `ADDRESS@PORT`.
        public var stubs: [Stub] = []
        /// File with the DNSSEC trust anchor; nil leaves every answer unvalidated.
        public var trustAnchor: String? = "/usr/share/dns/root.key"
        /// Special-use names that this host's own DNS serves, lower case, such as `corp`: names below them may be claimed.
        public var ownNames: [String] = []
        /// Own names and zones with a server of their own that the trust anchor does not know, lower case: below them
        /// nothing is validated.
        public var unsignedNames: [String] = []
        /// File with the public suffix list; nil means the distribution's.
        public var publicSuffixes: String?

        /// A zone with a server of its own.
        public struct Stub: Hashable, Sendable {
            /// The zone's name.
            public var zone: String
            /// `ADDRESS` or `ADDRESS@PORT`.
            public var server: String
        }
    }

    /// The defaults.
    public init() {}

    /// SAML entity ID of this host: `<base-url>/saml/metadata`.
    public func entityID() throws(ConfigurationError) -> String { try requiredBaseURL() + "/saml/metadata" }

    /// Where the identity provider posts its response: `<base-url>/saml/acs`, the postback URL.
    public func postbackURL() throws(ConfigurationError) -> String { try requiredBaseURL() + "/saml/acs" }

    /// The base URL, or an error that says where to set it.
    public func requiredBaseURL() throws(ConfigurationError) -> String {
        guard let baseURL else {
            throw ConfigurationError(
                file: file, line: nil, key: "base-url",
                problem: "is not set. Write there, for example: base-url = https://login.example.com")
        }
        return baseURL
    }

    /// What is wrong with the base URL although it can be used; nil for https, and for http on this host alone.
    public var baseURLWarning: String? {
        guard let baseURL, baseURL.hasPrefix("http:") else { return nil }
        let host = URLComponents(string: baseURL)?.host ?? ""
        let isIPv4Loopback = host.hasPrefix("127.") && host.allSatisfy { $0 == "." || $0.isNumber }
        guard !isIPv4Loopback, !["localhost", "[::1]", "::1"].contains(host) else { return nil }
        return "\(file): base-url: people would sign in without encryption. Write https:// and serve TLS"
    }

    /// Where the configuration is looked for when no other path is given.
    public static let defaultPath = "/etc/gatehouse/gatehouse.conf"
}

/// What is wrong with the configuration, and where.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file that was read.
    public var file: String
    /// Line, from 1; nil when it is about the file or a missing key.
    public var line: Int?
    /// The key; empty when it is about the file or the form of a line.
    public var key: String
    /// What is the matter and what to write instead.
    public var problem: String

    /// `file:line: key: problem`
    public var description: String {
        ([file] + (line.map { ["\($0)"] } ?? [])).joined(separator: ":") + ": "
            + (key.isEmpty ? "" : "\(key): ") + problem
    }
}
