import CXMLSec

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

    /// The same the other way round: both numbers, each as long as the curve's order (XML Signature 1.1, section 6.4.3).
    /// - Parameter length: octets of the order. `nil` when a number is longer, or `der` is no signature.
    static func raw(_ der: [UInt8], length: Int) -> [UInt8]? {
        // SAFETY: d2i reads at most `der`; the numbers are lent until the signature is freed, and each is given `length`
        // octets of room.
        unsafe der.withUnsafeBufferPointer { octets in
            var position = octets.baseAddress
            guard let signature = unsafe d2i_ECDSA_SIG(nil, &position, octets.count) else { return nil }
            defer { unsafe ECDSA_SIG_free(signature) }
            var numbers = [UInt8](repeating: 0, count: 2 * length)
            let isWritten = unsafe numbers.withUnsafeMutableBufferPointer { numbers in
                let second = unsafe numbers.baseAddress?.advanced(by: length)
                return unsafe BN_bn2binpad(ECDSA_SIG_get0_r(signature), numbers.baseAddress, Int32(length))
                    > 0
                    && BN_bn2binpad(ECDSA_SIG_get0_s(signature), second, Int32(length)) > 0
            }
            return isWritten ? numbers : nil
        }
    }

    private static func integer(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(octets.drop { $0 == 0 })
        if digits.isEmpty || digits[0] >= 0x80 { digits.insert(0, at: 0) }
        return [0x02, UInt8(truncatingIfNeeded: digits.count)] + digits
    }
}
