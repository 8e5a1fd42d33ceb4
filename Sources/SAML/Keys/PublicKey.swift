import CXMLSec

/// A bare public key, without its certificate, which xmlsec would decode again at each signature.
///
/// Immutable after `init`, so that several threads may verify with it at once.
@safe final class PublicKey: @unchecked Sendable {
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

    let kind: Kind
    private let key: OpaquePointer
    private let handle: xmlSecKeyPtr

    init(certificate: Certificate) throws(CertificateError) {
        let wrapping = try X509Handle(der: certificate.der)
        // SAFETY: `key` is our own reference for as long as this object lives; xmlsec adopts another, which it releases
        // with `data` or with the xmlsec key that holds it.
        guard let key = unsafe wrapping.publicKey() else { throw .unsupportedKey }
        guard let kind = unsafe Self.kind(of: key), unsafe EVP_PKEY_up_ref(key) == 1 else {
            unsafe EVP_PKEY_free(key)
            throw .unsupportedKey
        }
        guard let data = unsafe xmlSecOpenSSLEvpKeyAdopt(key) else {
            unsafe EVP_PKEY_free(key)
            unsafe EVP_PKEY_free(key)
            throw .unsupportedKey
        }
        guard let handle = unsafe xmlSecKeyCreate(), unsafe xmlSecKeySetValue(handle, data) == 0 else {
            unsafe xmlSecKeyDataDestroy(data)
            unsafe EVP_PKEY_free(key)
            throw .unsupportedKey
        }
        self.kind = kind
        unsafe self.key = unsafe key
        unsafe self.handle = unsafe handle
    }

    deinit {
        // SAFETY: this object is the only owner of both; duplicates hold references of their own.
        unsafe xmlSecKeyDestroy(handle)
        unsafe EVP_PKEY_free(key)
    }

    /// A duplicate for one context of xmlsec, which will destroy it.
    @unsafe func duplicate() -> xmlSecKeyPtr? {
        // SAFETY: reads the shared key only; OpenSSL counts references atomically.
        unsafe xmlSecKeyDuplicate(handle)
    }

    /// Octets of every signature that this key makes; `nil` for a key that is never used.
    var signatureLength: Int? {
        switch kind {
        case .rsa(let bits, _): (bits + 7) / 8
        case .ellipticCurve(let curve): curve.map { 2 * $0.length }
        }
    }

    /// Whether `value` is this key's signature over `octets`.
    func verifies(_ value: [UInt8], over octets: [UInt8], by algorithm: SignatureAlgorithm) -> Bool {
        guard algorithm.fits(kind), value.count == signatureLength else { return false }
        let digest = algorithm.digest.digest(of: octets)
        let signature = algorithm.scheme == .ecdsa ? ECDSASignature.der(value) : value
        // SAFETY: a context of our own, freed below; the key is shared read-only; both arrays outlive the call.
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { return false }
        defer {
            unsafe EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        guard unsafe EVP_PKEY_verify_init(context) == 1, unsafe Self.set(algorithm, in: context) else {
            return false
        }
        return unsafe EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1
    }

    private static func set(_ algorithm: SignatureAlgorithm, in context: OpaquePointer) -> Bool {
        // SAFETY: `context` is the caller's and initialised; methods live for the whole process.
        guard let method = unsafe algorithm.digest.method,
            unsafe EVP_PKEY_CTX_set_signature_md(context, method) == 1
        else { return false }
        switch algorithm.scheme {
        case .ecdsa: return true
        case .pkcs1: return unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        case .pss:
            return unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(context, method) == 1
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, Int32(algorithm.digest.length)) == 1
        }
    }

    private static func kind(of key: OpaquePointer) -> Kind? {
        // SAFETY: `key` is alive for the call; the exponent is freed here.
        switch unsafe EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA:
            var number: OpaquePointer?
            defer { unsafe BN_free(number) }
            guard unsafe EVP_PKEY_get_bn_param(key, "e", &number) == 1 else { return nil }
            let fits = unsafe BN_num_bits(number) <= 64
            return unsafe .rsa(
                bits: Int(EVP_PKEY_get_bits(key)), exponent: fits ? UInt64(BN_get_word(number)) : nil)
        case EVP_PKEY_EC: return unsafe .ellipticCurve(curve(of: key))
        default: return nil
        }
    }

    private static func curve(of key: OpaquePointer) -> Curve? {
        var explicit: Int32 = 1
        var name = [CChar](repeating: 0, count: 64)
        var count = 0
        // SAFETY: `key` is alive for the call; the name is at most the 63 octets that are given room, and a NUL.
        guard unsafe EVP_PKEY_get_int_param(key, "decoded-from-explicit", &explicit) == 1, explicit == 0,
            unsafe EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1
        else { return nil }
        return Curve(
            rawValue: String(decoding: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
