/// IP addresses that share their first bits.
struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes, zero after the prefix.
    let address: [UInt8]
    /// How many bits they share.
    let prefix: Int

    /// Addresses that mean this host or its own networks, and those that are no host's: RFC 6890 with its
    /// IPv6 twins, and the forms in which IPv6 carries IPv4.
    static let `internal`: [AddressRange] =
        [
            ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
            ([192, 0, 0], 24),
            ([192, 168], 16), ([198, 18], 15), ([224], 3),
        ].map { AddressRange(address: padded($0.0, to: 4), prefix: $0.1) }
        + [
            ([], 8), ([0, 0x64, 0xFF, 0x9B], 32), ([0x20, 0x01], 32), ([0x20, 0x02], 16), ([0xFC], 7),
            ([0xFE, 0x80], 9), ([0xFF], 8),
        ].map { AddressRange(address: padded($0.0, to: 16), prefix: $0.1) }

    private static func padded(_ bytes: [UInt8], to count: Int) -> [UInt8] {
        bytes + Array(repeating: 0, count: count - bytes.count)
    }

    /// The range without one address: itself when the address is not in it, else the ranges around the
    /// address.
    func without(_ hole: [UInt8]) -> [AddressRange] {
        guard contains(hole) else { return [self] }
        return (prefix..<(address.count * 8)).map { bit in
            var sibling = hole
            sibling[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            return AddressRange(address: Self.masked(sibling, to: bit + 1), prefix: bit + 1)
        }
    }

    func contains(_ other: [UInt8]) -> Bool {
        other.count == address.count && Self.masked(other, to: prefix) == address
    }

    private static func masked(_ bytes: [UInt8], to prefix: Int) -> [UInt8] {
        bytes.indices.map { index in
            let kept = min(max(prefix - index * 8, 0), 8)
            return bytes[index] & UInt8(truncatingIfNeeded: 0xFF00 >> kept)
        }
    }

    /// As libunbound reads it: `10.0.0.0/8`.
    var description: String {
        guard address.count == 16 else {
            return address.map(String.init).joined(separator: ".") + "/\(prefix)"
        }
        let groups = stride(from: 0, to: 16, by: 2).map {
            String(Int(address[$0]) << 8 | Int(address[$0 + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "/\(prefix)"
    }
}
