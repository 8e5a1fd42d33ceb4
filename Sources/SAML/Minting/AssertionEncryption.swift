import CXMLSec

/// Encrypts an assertion as identity providers do: AES-256-GCM, its key by RSA-OAEP beside the data.
struct AssertionEncryption {
    private static let content = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
    private static let transport = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
    private static let keyLength = 32
    private static let ivLength = 12
    private static let tagLength = 16

    private let certificate: Certificate

    init(for certificate: Certificate) { self.certificate = certificate }

    /// The `EncryptedAssertion` that holds `assertion`.
    func encrypt(_ assertion: CanonicalElement) throws(MintingError) -> CanonicalElement {
        var key = [UInt8](repeating: 0, count: Self.keyLength)
        var iv = [UInt8](repeating: 0, count: Self.ivLength)
        // SAFETY: both buffers are as long as is said.
        guard unsafe RAND_bytes(&key, Int32(key.count)) == 1, unsafe RAND_bytes(&iv, Int32(iv.count)) == 1
        else {
            throw .openSSL
        }
        let cipher = try seal(assertion.octets, key: key, iv: iv)
        let wrapped = try wrap(key)
        let encryptedKey = CanonicalElement(
            "xenc:EncryptedKey", [:],
            [
                CanonicalElement("xenc:EncryptionMethod", ["Algorithm": Self.transport]),
                Self.cipherData(wrapped),
            ])
        let data = CanonicalElement(
            "xenc:EncryptedData", ["Type": "http://www.w3.org/2001/04/xmlenc#Element"],
            [
                CanonicalElement("xenc:EncryptionMethod", ["Algorithm": Self.content]),
                CanonicalElement("ds:KeyInfo", [:], [encryptedKey]),
                Self.cipherData(iv + cipher),
            ])
        return CanonicalElement("saml:EncryptedAssertion", [:], [data])
    }

    private static func cipherData(_ octets: [UInt8]) -> CanonicalElement {
        CanonicalElement(
            "xenc:CipherData", [:], [CanonicalElement("xenc:CipherValue", text: Base64.encode(octets))])
    }

    /// Ciphertext and tag.
    private func seal(_ plain: [UInt8], key: [UInt8], iv: [UInt8]) throws(MintingError) -> [UInt8] {
        // SAFETY: the context is ours; every buffer outlives the calls, and GCM writes as many octets as it reads.
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw .openSSL }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        var sealed = [UInt8](repeating: 0, count: plain.count)
        var tag = [UInt8](repeating: 0, count: Self.tagLength)
        var count: Int32 = 0
        var rest = [UInt8](repeating: 0, count: 16)
        guard unsafe EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, iv) == 1,
            unsafe EVP_EncryptUpdate(context, &sealed, &count, plain, Int32(plain.count)) == 1,
            unsafe EVP_EncryptFinal_ex(context, &rest, &count) == 1,
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1
        else { throw .openSSL }
        return sealed + tag
    }

    private func wrap(_ key: [UInt8]) throws(MintingError) -> [UInt8] {
        guard let wrapping = try? X509Handle(der: certificate.der) else { throw .unfittingRecipient }
        defer { ERR_clear_error() }
        // SAFETY: key and context are ours; the output has the size OpenSSL asked for.
        guard let recipient = unsafe wrapping.publicKey() else { throw .unfittingRecipient }
        defer { unsafe EVP_PKEY_free(recipient) }
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, recipient, nil) else { throw .openSSL }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var count = 0
        guard unsafe EVP_PKEY_encrypt_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1,
            unsafe EVP_PKEY_encrypt(context, nil, &count, key, key.count) == 1
        else { throw .unfittingRecipient }
        var wrapped = [UInt8](repeating: 0, count: count)
        guard unsafe EVP_PKEY_encrypt(context, &wrapped, &count, key, key.count) == 1 else { throw .openSSL }
        return Array(wrapped.prefix(count))
    }
}
