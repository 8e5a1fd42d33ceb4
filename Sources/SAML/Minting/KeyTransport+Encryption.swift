import CXMLSec

extension KeyTransport {
    /// `contentKey` encrypted for the owner of the RSA key `recipient`; `nil` when it is no such key.
    @unsafe func encrypt(_ contentKey: [UInt8], for recipient: OpaquePointer) -> [UInt8]? {
        // SAFETY: a context of our own, freed below; the output has the room OpenSSL asked for.
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, recipient, nil) else { return nil }
        defer {
            unsafe EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        var count = 0
        guard unsafe EVP_PKEY_encrypt_init(context) == 1, unsafe prepare(context),
            unsafe EVP_PKEY_encrypt(context, nil, &count, contentKey, contentKey.count) == 1
        else { return nil }
        var wrapped = [UInt8](repeating: 0, count: count)
        guard unsafe EVP_PKEY_encrypt(context, &wrapped, &count, contentKey, contentKey.count) == 1
        else { return nil }
        return Array(wrapped.prefix(count))
    }
}
