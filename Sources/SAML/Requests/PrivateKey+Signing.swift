import CXMLSec

extension PrivateKey {
    /// What this key signs with unless told otherwise: RSA PKCS#1 v1.5 with SHA-256, or ECDSA with the digest of its curve.
    public var signingMethod: SigningMethod {
        switch kind {
        case .rsa: .rsaSHA256
        case .p256: .ecdsaSHA256
        case .p384: .ecdsaSHA384
        case .p521: .ecdsaSHA512
        }
    }

    /// Whether `certificate` holds the public half of this key.
    public func isKey(of certificate: Certificate) -> Bool {
        guard let wrapping = try? X509Handle(der: certificate.der) else { return false }
        // SAFETY: a reference of our own to the certificate's key, given back here.
        guard let other = unsafe wrapping.publicKey() else { return false }
        defer {
            unsafe EVP_PKEY_free(other)
            ERR_clear_error()
        }
        return unsafe EVP_PKEY_eq(other, handle) == 1
    }

    /// The signature over `octets`, as XML Signature 1.1 writes it: for ECDSA both numbers side by side. `nil` when `method`
    /// is for another kind of key.
    func sign(_ octets: [UInt8], with method: SigningMethod) -> [UInt8]? {
        let isRSA = if case .rsa = kind { true } else { false }
        guard isRSA != method.isECDSA else { return nil }
        defer { ERR_clear_error() }
        // SAFETY: the context and the signature's buffer are ours; OpenSSL reads the key and the octets for the calls.
        guard let context = unsafe EVP_MD_CTX_new() else { return nil }
        defer { unsafe EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        guard
            unsafe EVP_DigestSignInit_ex(context, &parameters, method.digestName, nil, nil, handle, nil) == 1
        else { return nil }
        if method.isPSS {
            guard unsafe EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1,
                unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1
            else { return nil }
        }
        var count = 0
        guard unsafe EVP_DigestSign(context, nil, &count, octets, octets.count) == 1 else { return nil }
        var signature = [UInt8](repeating: 0, count: count)
        guard unsafe EVP_DigestSign(context, &signature, &count, octets, octets.count) == 1 else {
            return nil
        }
        signature.removeSubrange(count...)
        return method.isECDSA ? sideBySide(signature) : signature
    }

    /// The two numbers of an ECDSA signature in DER, each as long as the curve's order (XML Signature 1.1, section 6.4.3).
    private func sideBySide(_ der: [UInt8]) -> [UInt8]? {
        let length = unsafe (Int(EVP_PKEY_get_bits(handle)) + 7) / 8
        // SAFETY: d2i reads at most `der`; the numbers are lent until the signature is freed; each fits `length` octets.
        return unsafe der.withUnsafeBufferPointer { octets in
            var position = octets.baseAddress
            guard let signature = unsafe d2i_ECDSA_SIG(nil, &position, octets.count) else { return nil }
            defer { unsafe ECDSA_SIG_free(signature) }
            var numbers = [UInt8](repeating: 0, count: 2 * length)
            let isWritten = unsafe numbers.withUnsafeMutableBufferPointer { numbers in
                unsafe BN_bn2binpad(ECDSA_SIG_get0_r(signature), numbers.baseAddress, Int32(length)) > 0
                    && BN_bn2binpad(
                        ECDSA_SIG_get0_s(signature), numbers.baseAddress?.advanced(by: length), Int32(length))
                        > 0
            }
            return isWritten ? numbers : nil
        }
    }
}
