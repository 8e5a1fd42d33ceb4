import CXMLSec

extension PrivateKey {
    /// What this key signs with unless told otherwise: RSA PKCS #1 v1.5 with SHA-256, or ECDSA with the digest of its curve.
    public var signatureAlgorithm: SignatureAlgorithm {
        switch kind {
        case .rsa: .rsaSHA256
        case .ellipticCurve(.p384): .ecdsaSHA384
        case .ellipticCurve(.p521): .ecdsaSHA512
        case .ellipticCurve: .ecdsaSHA256
        }
    }

    /// The signature over `octets` as XML Signature 1.1 writes it; `nil` when `algorithm` is for another kind of key.
    func signature(over octets: [UInt8], by algorithm: SignatureAlgorithm) -> [UInt8]? {
        guard algorithm.fits(kind) else { return nil }
        let digest = algorithm.digest.digest(of: octets)
        // SAFETY: a context of our own, freed below; the signature has the room OpenSSL asked for; the key is shared
        // read-only, and the digest outlives the calls.
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, handle, nil) else { return nil }
        defer {
            unsafe EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        var count = 0
        guard unsafe EVP_PKEY_sign_init(context) == 1, unsafe algorithm.prepare(context),
            unsafe EVP_PKEY_sign(context, nil, &count, digest, digest.count) == 1
        else { return nil }
        var signature = [UInt8](repeating: 0, count: count)
        guard unsafe EVP_PKEY_sign(context, &signature, &count, digest, digest.count) == 1 else { return nil }
        signature.removeSubrange(count...)
        guard case .ellipticCurve(let curve?) = kind else { return signature }
        return ECDSASignature.raw(signature, length: curve.length)
    }
}
