import CXMLSec

extension PublicKey {
    /// A curve of NIST that keys may lie on. The raw value is OpenSSL's name.
    enum Curve: String {
        case p256 = "prime256v1"
        case p384 = "secp384r1"
        case p521 = "secp521r1"

        /// Octets of the order.
        var length: Int {
            switch self {
            case .p256: 32
            case .p384: 48
            case .p521: 66
            }
        }
    }

    /// What kind of key it is.
    enum Kind: Equatable, CustomStringConvertible {
        /// - Parameters:
        ///   - bits: length of the modulus.
        ///   - exponent: `nil` when it does not fit into 64 bits.
        case rsa(bits: Int, exponent: UInt64?)
        /// - Parameter curve: `nil` for another curve, and for one whose parameters the key brings along.
        case ellipticCurve(Curve?)

        var description: String {
            switch self {
            case .rsa(let bits, let exponent):
                "RSA of \(bits) bits, exponent " + (exponent.map(String.init) ?? "beyond 64 bits")
            case .ellipticCurve(let curve): "elliptic curve " + (curve?.rawValue ?? "that is not on the list")
            }
        }
    }
}

extension PublicKey.Kind {
    /// The kind of `key`, whether or not it has a private half; `nil` when it is neither RSA nor on an elliptic curve.
    @unsafe init?(of key: OpaquePointer) {
        // SAFETY: `key` is alive for the call; the exponent is freed here.
        switch unsafe EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA:
            var number: OpaquePointer?
            defer { unsafe BN_free(number) }
            guard unsafe EVP_PKEY_get_bn_param(key, "e", &number) == 1 else { return nil }
            let fits = unsafe BN_num_bits(number) <= 64
            self = unsafe .rsa(
                bits: Int(EVP_PKEY_get_bits(key)), exponent: fits ? UInt64(BN_get_word(number)) : nil)
        case EVP_PKEY_EC:
            self = .ellipticCurve(unsafe PublicKey.Curve.name(of: key).flatMap(PublicKey.Curve.init))
        default: return nil
        }
    }
}

extension PublicKey.Curve {
    /// OpenSSL's name of the curve that `key` names, on the list or not; `nil` when the key brings its parameters along.
    @unsafe static func name(of key: OpaquePointer) -> String? {
        var explicit: Int32 = 1
        var name = [CChar](repeating: 0, count: 64)
        var count = 0
        // SAFETY: `key` is alive for the call; the name is at most the 63 octets that are given room, and a NUL.
        guard unsafe EVP_PKEY_get_int_param(key, "decoded-from-explicit", &explicit) == 1, explicit == 0,
            unsafe EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1
        else { return nil }
        return String(decoding: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
