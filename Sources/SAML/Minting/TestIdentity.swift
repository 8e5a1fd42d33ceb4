import CXMLSec

/// A throw-away key pair for a test identity provider, with a certificate that says so.
@safe public struct TestIdentity: Sendable {
    /// The certificate's subject and issuer: a person who meets it knows that it belongs to no real identity provider.
    public static let commonName = "Gatehouse test identity provider"
    private static let lifetime: Int64 = 30 * 86_400

    /// What kind of key to make.
    public enum KeyKind: String, Sendable, CaseIterable {
        /// RSA of 2048 bits.
        case rsa
        /// Elliptic curves.
        case p256, p384, p521
    }

    /// The private key (PKCS#8) and the certificate in PEM.
    public let pem: [UInt8]
    /// The certificate, valid for a month.
    public let certificate: Certificate

    /// Makes a key.
    /// - Parameter now: seconds since 1970 UTC; the certificate is valid from a day before.
    public init(_ kind: KeyKind, at now: Int64) throws(MintingError) {
        XMLLibrary.prepare()
        // SAFETY: the key is ours until the end of this initialiser.
        guard let key = unsafe Self.generate(kind) else { throw .openSSL }
        defer { unsafe EVP_PKEY_free(key) }
        guard let der = unsafe Self.certify(key, at: now), let certificate = try? Certificate(der: der),
            let block = unsafe Self.privatePEM(key)
        else { throw .openSSL }
        self.certificate = certificate
        pem = block + Array(certificate.pem.utf8)
    }

    // SAFETY, for what follows: keys and certificates are alive for the calls, each freed by whom made it.

    private static func generate(_ kind: KeyKind) -> OpaquePointer? {
        let name = kind == .rsa ? "RSA" : "EC"
        guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, name, nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe EVP_PKEY_keygen_init(context) == 1 else { return nil }
        let isSet =
            switch kind {
            case .rsa: unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048)
            case .p256: unsafe EVP_PKEY_CTX_set_group_name(context, "P-256")
            case .p384: unsafe EVP_PKEY_CTX_set_group_name(context, "P-384")
            case .p521: unsafe EVP_PKEY_CTX_set_group_name(context, "P-521")
            }
        var key: OpaquePointer?
        guard isSet == 1, unsafe EVP_PKEY_generate(context, &key) == 1 else { return nil }
        return unsafe key
    }

    private static func certify(_ key: OpaquePointer, at now: Int64) -> [UInt8]? {
        guard let certificate = unsafe X509_new() else { return nil }
        defer { unsafe X509_free(certificate) }
        let name = unsafe X509_get_subject_name(certificate)
        var serial = SystemRandomNumberGenerator()
        guard unsafe X509_set_version(certificate, 2) == 1,
            unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial.next() >> 1) == 1,
            unsafe ASN1_TIME_set(X509_getm_notBefore(certificate), Int(now - 86_400)) != nil,
            unsafe ASN1_TIME_set(X509_getm_notAfter(certificate), Int(now + lifetime)) != nil,
            unsafe X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, commonName, -1, -1, 0) == 1,
            unsafe X509_set_issuer_name(certificate, name) == 1,
            unsafe X509_set_pubkey(certificate, key) == 1,
            unsafe X509_sign(certificate, key, EVP_sha256()) > 0
        else { return nil }
        let count = unsafe i2d_X509(certificate, nil)
        guard count > 0 else { return nil }
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, written in
            var position = buffer.baseAddress
            written = unsafe Int(i2d_X509(certificate, &position))
        }
    }

    private static func privatePEM(_ key: OpaquePointer) -> [UInt8]? {
        guard let sink = unsafe BIO_new(BIO_s_mem()) else { return nil }
        defer { unsafe BIO_free(sink) }
        guard unsafe PEM_write_bio_PKCS8PrivateKey(sink, key, nil, nil, 0, nil, nil) == 1 else { return nil }
        var octets = [UInt8](repeating: 0, count: 16 * 1024)
        let count = unsafe BIO_read(sink, &octets, Int32(octets.count))
        return count > 0 ? Array(octets.prefix(Int(count))) : nil
    }
}
