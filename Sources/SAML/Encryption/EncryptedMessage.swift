/// All that decides whether and how the assertion of a message is decrypted: the subject of the encryption rules.
struct EncryptedMessage {
    /// The only encrypted assertion, from the signed octets if the response is signed; `nil` when there is none.
    let parts: EncryptedParts?
    /// Whether a valid signature of the response covers the ciphertext.
    let isSigned: Bool
    let keys: [DecryptionKey]
    let weaknesses: Set<Weakness>

    /// The plaintext; `nil` for everything that can go wrong. To be asked for only when all encryption rules hold.
    ///
    /// Every encrypted key is tried with every configured key, whichever of them is the right one.
    func decrypt() -> [UInt8]? {
        guard let content = parts?.content, let octets = content.octets,
            let cipher = content.method?.algorithm.flatMap(ContentCipher.init(rawValue:)),
            cipher.fits(octets.count)
        else { return nil }
        var plaintext: [UInt8]?
        for item in parts?.keys ?? [] {
            guard let transport = item.method.flatMap(KeyTransport.init), let wrapped = item.octets else {
                return nil
            }
            for key in keys {
                let contentKey = transport.contentKey(from: wrapped, with: key.key, count: cipher.keyLength)
                let found = cipher.decrypt(octets, with: contentKey)
                plaintext = plaintext ?? found
            }
        }
        return plaintext
    }
}
