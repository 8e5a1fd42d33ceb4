import CXMLSec

/// Octets that nobody may find in memory later: never moved or copied, and wiped before their memory is given back.
@safe final class SecretOctets {
    /// The octets, all initialised, owned by this object.
    @unsafe let buffer: UnsafeMutableBufferPointer<UInt8>

    /// - Parameter count: how many octets, all zero at first.
    init(count: Int) {
        // SAFETY: a buffer of this object's own.
        unsafe buffer = UnsafeMutableBufferPointer.allocate(capacity: count)
        unsafe buffer.initialize(repeating: 0)
    }

    /// Octets from OpenSSL's generator for secrets.
    static func random(count: Int) -> SecretOctets {
        let octets = SecretOctets(count: count)
        // SAFETY: the buffer has room for `count` octets.
        let done = unsafe RAND_priv_bytes(octets.buffer.baseAddress, Int32(count))
        precondition(done == 1, "OpenSSL has no random octets")
        return octets
    }

    deinit {
        // SAFETY: the whole buffer is this object's own; nothing can reach it any more.
        unsafe OPENSSL_cleanse(buffer.baseAddress, buffer.count)
        unsafe buffer.deallocate()
    }
}
