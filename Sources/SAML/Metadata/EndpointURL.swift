/// URLs that a person's browser may be sent to.
enum EndpointURL {
    /// Octets of a URL, at most: a person has to read it before it is approved.
    private static let limit = 2048

    /// Why `url` may not be used, or `nil` when it may: `https`, or `http` on this machine's loopback; printable ASCII;
    /// at most 2048 octets; no user information, no fragment.
    static func refusal(of url: String) -> String? {
        guard url.utf8.count <= limit else { return "more than \(limit) octets" }
        guard
            url.utf8.allSatisfy({
                $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E && $0 != 0x5C
            })
        else { return "characters that do not belong in a URL" }
        guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else {
            return "no http or https"
        }
        let scheme = url[..<colon].lowercased()
        let rest = url[colon...].dropFirst(3)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.isEmpty else { return "no host" }
        guard !authority.contains("@") else { return "user information" }
        guard !rest.contains("#") else { return "a fragment" }
        switch scheme {
        case "https": return nil
        case "http": return isLoopback(authority) ? nil : "http, but not to this machine"
        default: return "scheme \(scheme)"
        }
    }

    private static func isLoopback(_ authority: Substring) -> Bool {
        if authority.hasPrefix("[") { return authority == "[::1]" || authority.hasPrefix("[::1]:") }
        let host = authority.prefix { $0 != ":" }
        if host == "localhost" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
