import CXMLSec

extension ContentCipher {
    /// Initialisation vector, ciphertext and tag, as ``decrypt(_:with:)`` reads them.
    /// - Parameters:
    ///   - plaintext: for a cipher without a tag whole blocks, the padding included.
    ///   - key: ``keyLength`` octets.
    func encrypt(_ plaintext: [UInt8], key: [UInt8]) -> [UInt8]? {
        var vector = [UInt8](repeating: 0, count: vectorLength)
        var ciphertext = [UInt8](repeating: 0, count: plaintext.count)
        var tag = [UInt8](repeating: 0, count: isAuthenticated ? Self.tagLength : 0)
        var count: Int32 = 0
        var rest: UInt8 = 0
        // SAFETY: a context of our own, freed below; without padding OpenSSL writes as many octets as it reads, and
        // none at the end; key, vector and tag are as long as the cipher wants them.
        guard let context = unsafe EVP_CIPHER_CTX_new() else { return nil }
        defer {
            unsafe EVP_CIPHER_CTX_free(context)
            ERR_clear_error()
        }
        guard unsafe RAND_bytes(&vector, Int32(vector.count)) == 1,
            unsafe EVP_EncryptInit_ex(context, method, nil, key, vector) == 1,
            unsafe EVP_CIPHER_CTX_set_padding(context, 0) == 1,
            unsafe EVP_EncryptUpdate(context, &ciphertext, &count, plaintext, Int32(plaintext.count)) == 1,
            Int(count) == plaintext.count,
            unsafe EVP_EncryptFinal_ex(context, &rest, &count) == 1,
            unsafe !isAuthenticated
                || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1
        else { return nil }
        return vector + ciphertext + tag
    }
}
