internal import Glibc

/// A DNS server to ask: an IP address, and a port unless it is 53.
public struct NameServer: Sendable, Hashable, CustomStringConvertible {
    /// As written: `192.0.2.1`, `2001:db8::1` or `127.0.0.1@5353`.
    public let description: String
    /// Its IP address: 4 or 16 bytes.
    let address: [UInt8]

    /// Reads `ADDRESS` or `ADDRESS@PORT`; host names are not accepted, as there is nobody to resolve them.
    public init(_ text: String) throws(ResolverError) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ Self.address(String($0)) }),
            parts.count == 1 || UInt16(parts[1]).map({ $0 > 0 }) == true
        else { throw .notANameServer(text) }
        self.description = text
        self.address = address
    }

    /// - Returns: `nil` when `text` is no IP address.
    static func address(_ text: String) -> [UInt8]? {
        var v4 = in_addr()
        // SAFETY: inet_pton reads a NUL-terminated string and writes the 4 bytes of an in_addr; these are
        // copied.
        if unsafe inet_pton(AF_INET, text, &v4) == 1 {
            return unsafe withUnsafeBytes(of: &v4) { unsafe Array($0) }
        }
        var v6 = in6_addr()
        // SAFETY: as above, the 16 bytes of an in6_addr.
        guard unsafe inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        return unsafe withUnsafeBytes(of: &v6) { unsafe Array($0) }
    }
}
