import CXMLSec

/// A pinned public key of an identity provider. The certificate it came in is only its wrapping.
public struct SigningKey: Sendable {
    /// The certificate the key was taken from.
    public let certificate: Certificate
    let publicKey: PublicKey

    /// Takes the key out of a DER certificate.
    public init(certificateDER: [UInt8]) throws(CertificateError) {
        try self.init(Certificate(der: certificateDER))
    }

    /// Takes the key out of a PEM file with one certificate.
    public init(certificatePEM: [UInt8]) throws(CertificateError) {
        try self.init(Certificate(pem: certificatePEM))
    }

    /// Takes the key out of `certificate`.
    public init(_ certificate: Certificate) throws(CertificateError) {
        self.certificate = certificate
        publicKey = try PublicKey(certificate: certificate)
    }
}

/// The bare key as xmlsec wants it: without its certificate, which xmlsec would decode again at each
/// signature.
///
/// Immutable after `init`, so that several threads may verify with it at once.
@safe final class PublicKey: @unchecked Sendable {
    /// What kind of key it is.
    enum Kind: Equatable, CustomStringConvertible {
        /// - Parameters:
        ///   - bits: length of the modulus.
        ///   - exponent: `nil` when it does not fit into 64 bits.
        case rsa(bits: Int, exponent: UInt64?)
        case ellipticCurve

        var description: String {
            switch self {
            case .rsa(let bits, let exponent):
                "RSA of \(bits) bits, exponent " + (exponent.map(String.init) ?? "beyond 64 bits")
            case .ellipticCurve: "elliptic curve"
            }
        }
    }

    let kind: Kind
    private let handle: xmlSecKeyPtr

    init(certificate: Certificate) throws(CertificateError) {
        let wrapping = try X509Handle(der: certificate.der)
        // SAFETY: `key` is our own reference until xmlsec adopts it; `data` until the xmlsec key holds it.
        guard let key = unsafe wrapping.publicKey() else { throw .unsupportedKey }
        guard let kind = unsafe Self.kind(of: key) else {
            unsafe EVP_PKEY_free(key)
            throw .unsupportedKey
        }
        guard let data = unsafe xmlSecOpenSSLEvpKeyAdopt(key) else {
            unsafe EVP_PKEY_free(key)
            throw .unsupportedKey
        }
        guard let handle = unsafe xmlSecKeyCreate(), unsafe xmlSecKeySetValue(handle, data) == 0 else {
            unsafe xmlSecKeyDataDestroy(data)
            throw .unsupportedKey
        }
        self.kind = kind
        unsafe self.handle = unsafe handle
    }

    deinit {
        // SAFETY: this object is the key's only owner; duplicates hold references of their own.
        unsafe xmlSecKeyDestroy(handle)
    }

    /// A duplicate for one signature context, which will destroy it.
    @unsafe func duplicate() -> xmlSecKeyPtr? {
        // SAFETY: reads the shared key only; OpenSSL counts references atomically.
        unsafe xmlSecKeyDuplicate(handle)
    }

    /// Octets of a signature that this key makes, where that is one number.
    var signatureLength: Int? {
        if case .rsa(let bits, _) = kind { (bits + 7) / 8 } else { nil }
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
        case EVP_PKEY_EC: return .ellipticCurve
        default: return nil
        }
    }
}
