/// What this host is called, and where browsers reach it. From the configuration alone, never from a request (RESP-09).
struct HostIdentity: Hashable, Sendable {
    /// Name for people.
    let name: String
    /// Scheme, host and port without a trailing slash.
    let baseURL: String

    /// Address of a sign-in's page.
    func page(of token: SignInToken) -> String { baseURL + path(of: token) }

    /// Path of a sign-in's page.
    func path(of token: SignInToken) -> String { "/s/" + token.text }

    /// Whether browsers come over TLS.
    var isSecure: Bool { baseURL.hasPrefix("https://") }
}
