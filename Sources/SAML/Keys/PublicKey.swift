import CXMLSec

/// A bare public key, without its certificate, which xmlsec would decode again at each signature.
///
/// Immutable after `init`, so that several threads may verify with it at once.
@safe final class PublicKey: @unchecked Sendable {
    let kind: Kind
    private let key: OpaquePointer
    private let handle: xmlSecKeyPtr

    init(certificate: Certificate) throws(CertificateError) {
        let wrapping = try X509Handle(der: certificate.der)
        // SAFETY: `key` is our own reference for as long as this object lives; xmlsec adopts another, which it releases
        // with `data` or with the xmlsec key that holds it.
        guard let key = unsafe wrapping.publicKey() else { throw .unsupportedKey }
        guard let kind = unsafe Kind(of: key), unsafe EVP_PKEY_up_ref(key) == 1 else {
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
        guard unsafe EVP_PKEY_verify_init(context) == 1, unsafe algorithm.prepare(context) else {
            return false
        }
        return unsafe EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1
    }
}
