internal import Glibc

/// A DNS server to ask: an IP address, and a port unless it is 53.
public struct NameServer: Sendable, Hashable, CustomStringConvertible {
    /// As written: `192.0.2.1`, `2001:db8::1` or `127.0.0.1@5353`.
    public let description: String
    /// The server runs on this host.
    public let isLoopback: Bool

    /// Reads `ADDRESS` or `ADDRESS@PORT`; host names are not accepted, as there is nobody to resolve them.
    public init(_ text: String) throws(ResolverError) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.map(String.init), let isLoopback = Self.isLoopback(address),
            parts.count == 1 || UInt16(parts[1]).map({ $0 > 0 }) == true
        else { throw .notANameServer(text) }
        self.description = text
        self.isLoopback = isLoopback
    }

    /// - Returns: `nil` when `address` is no IP address.
    private static func isLoopback(_ address: String) -> Bool? {
        var v4 = in_addr()
        // SAFETY: inet_pton reads a NUL-terminated string and writes the 4 bytes of an in_addr.
        if unsafe inet_pton(AF_INET, address, &v4) == 1 { return UInt32(bigEndian: v4.s_addr) >> 24 == 127 }
        var v6 = in6_addr()
        // SAFETY: as above, the 16 bytes of an in6_addr.
        guard unsafe inet_pton(AF_INET6, address, &v6) == 1 else { return nil }
        // SAFETY: read inside the closure, within the 16 bytes.
        return unsafe withUnsafeBytes(of: &v6) { unsafe $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }
}
