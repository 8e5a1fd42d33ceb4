import CXMLSec

/// Encrypts an assertion as identity providers do: AES-256-GCM, its key by RSA-OAEP beside the data.
struct AssertionEncryption {
    private static let cipher = ContentCipher.aes256GCM
    private static let transport = KeyTransport.oaep(digest: .sha1, mask: .sha1)

    private let certificate: Certificate

    init(for certificate: Certificate) { self.certificate = certificate }

    /// The `EncryptedAssertion` that holds `assertion`.
    func encrypt(_ assertion: CanonicalElement) throws(MintingError) -> CanonicalElement {
        var key = [UInt8](repeating: 0, count: Self.cipher.keyLength)
        // SAFETY: the buffer is as long as is said.
        guard unsafe RAND_bytes(&key, Int32(key.count)) == 1,
            let ciphertext = Self.cipher.encrypt(assertion.octets, key: key)
        else { throw .openSSL }
        let wrapped = try wrap(key)
        let encryptedKey = CanonicalElement(
            "xenc:EncryptedKey", [:],
            [
                CanonicalElement("xenc:EncryptionMethod", ["Algorithm": KeyTransport.oaepMGF1P]),
                Self.cipherData(wrapped),
            ])
        let data = CanonicalElement(
            "xenc:EncryptedData", ["Type": EncryptionName.elementType],
            [
                CanonicalElement("xenc:EncryptionMethod", ["Algorithm": Self.cipher.rawValue]),
                CanonicalElement("ds:KeyInfo", [:], [encryptedKey]),
                Self.cipherData(ciphertext),
            ])
        return CanonicalElement("saml:EncryptedAssertion", [:], [data])
    }

    private static func cipherData(_ octets: [UInt8]) -> CanonicalElement {
        CanonicalElement(
            "xenc:CipherData", [:], [CanonicalElement("xenc:CipherValue", text: Base64.encode(octets))])
    }

    private func wrap(_ key: [UInt8]) throws(MintingError) -> [UInt8] {
        // SAFETY: a reference of our own to the certificate's key, given back here.
        guard let wrapping = try? X509Handle(der: certificate.der),
            let recipient = unsafe wrapping.publicKey()
        else { throw .unfittingRecipient }
        defer { unsafe EVP_PKEY_free(recipient) }
        guard let wrapped = unsafe Self.transport.encrypt(key, for: recipient) else {
            throw .unfittingRecipient
        }
        return wrapped
    }
}
