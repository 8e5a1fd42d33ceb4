/// The two forms of an ECDSA signature.
enum ECDSASignature {
    /// The signature that XML Signature writes as two numbers of the same length, as the DER that OpenSSL reads
    /// (RFC 3279, section 2.2.3). Whether both numbers are in range is OpenSSL's to judge.
    /// - Parameter raw: an even number of octets, 132 at most.
    static func der(_ raw: [UInt8]) -> [UInt8] {
        let half = raw.count / 2
        let content = integer(raw[..<half]) + integer(raw[half...])
        let length = UInt8(truncatingIfNeeded: content.count)
        return (content.count < 128 ? [0x30, length] : [0x30, 0x81, length]) + content
    }

    private static func integer(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(octets.drop { $0 == 0 })
        if digits.isEmpty || digits[0] >= 0x80 { digits.insert(0, at: 0) }
        return [0x02, UInt8(truncatingIfNeeded: digits.count)] + digits
    }
}
