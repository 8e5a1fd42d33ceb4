import CXMLSec

/// A cipher that assertions may be encrypted with (XML Encryption 1.1, section 5.2). The raw value is its exact URI;
/// everything else is refused.
enum ContentCipher: String, CaseIterable {
    case aes128GCM = "http://www.w3.org/2009/xmlenc11#aes128-gcm"
    case aes192GCM = "http://www.w3.org/2009/xmlenc11#aes192-gcm"
    case aes256GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
    case aes128CBC = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    case aes192CBC = "http://www.w3.org/2001/04/xmlenc#aes192-cbc"
    case aes256CBC = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
    case tripleDESCBC = "http://www.w3.org/2001/04/xmlenc#tripledes-cbc"

    /// What the identity provider must be granted for it; nothing for ciphers that notice every change.
    var weakness: Weakness? {
        switch self {
        case .aes128GCM, .aes192GCM, .aes256GCM: nil
        case .aes128CBC, .aes192CBC, .aes256CBC: .cbc
        case .tripleDESCBC: .tripleDES
        }
    }

    /// Octets of a key.
    var keyLength: Int {
        switch self {
        case .aes128GCM, .aes128CBC: 16
        case .aes192GCM, .aes192CBC, .tripleDESCBC: 24
        case .aes256GCM, .aes256CBC: 32
        }
    }

    /// Octets of the tag of a cipher that has one.
    static let tagLength = 16
    /// Whether it notices every change.
    var isAuthenticated: Bool { weakness == nil }
    /// Octets of a block.
    var blockLength: Int { self == .tripleDESCBC ? 8 : 16 }
    /// Octets of the initialisation vector.
    var vectorLength: Int { isAuthenticated ? 12 : blockLength }

    /// What ``fits(_:)`` asks for, in words.
    var lengths: String {
        isAuthenticated
            ? "an initialisation vector of 12 octets, ciphertext, a tag of 16 octets"
            : "an initialisation vector and whole blocks of \(blockLength) octets"
    }

    /// Whether `count` octets can hold initialisation vector, ciphertext and, if there is one, the tag.
    func fits(_ count: Int) -> Bool {
        isAuthenticated
            ? count > vectorLength + Self.tagLength
            : count >= 2 * blockLength && count % blockLength == 0
    }

    /// The plaintext; `nil` when this is not the key, or the octets are not what was encrypted.
    ///
    /// The same work is done in either case. A cipher that does not notice changes gives only what can be text.
    /// - Parameters:
    ///   - octets: initialisation vector, ciphertext, tag, as many as ``fits(_:)`` accepts.
    ///   - key: ``keyLength`` octets.
    func decrypt(_ octets: [UInt8], with key: SecretOctets) -> [UInt8]? {
        let body = vectorLength..<octets.count - (isAuthenticated ? Self.tagLength : 0)
        var plaintext = [UInt8](repeating: 0, count: body.count)
        var tag = Array(octets[body.upperBound...])
        // SAFETY: a context of our own; `octets` and `plaintext` hold as many octets as `body` says; the tag, where
        // there is one, is 16 octets long; OpenSSL copies key and vector.
        guard let context = unsafe EVP_CIPHER_CTX_new() else { return nil }
        defer {
            unsafe EVP_CIPHER_CTX_free(context)
            ERR_clear_error()
        }
        let started = unsafe EVP_DecryptInit_ex(context, method, nil, key.buffer.baseAddress, octets) == 1
        guard started, unsafe EVP_CIPHER_CTX_set_padding(context, 0) == 1 else { return nil }
        var count: Int32 = 0
        let updated = unsafe octets.withUnsafeBufferPointer { octets in
            unsafe EVP_DecryptUpdate(
                context, &plaintext, &count, octets.baseAddress! + body.lowerBound, Int32(body.count)) == 1
        }
        guard updated, count == body.count else { return nil }
        guard isAuthenticated else { return Self.unpadded(plaintext, block: blockLength) }
        var rest: UInt8 = 0
        let isRight =
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1
            && EVP_DecryptFinal_ex(context, &rest, &count) == 1
        return isRight ? plaintext : nil
    }

    /// `plaintext` without its padding, the last octet of which tells its length (XML Encryption 1.1, section 5.2.1).
    private static func unpadded(_ plaintext: [UInt8], block: Int) -> [UInt8]? {
        let padding = Int(plaintext[plaintext.count - 1])
        let isPadded = padding >= 1 && padding <= block
        let text = plaintext.dropLast(isPadded ? padding : 1)
        let isText = text.first == UInt8(ascii: "<") && (try? UTF8Span(validating: text.span)) != nil
        return isPadded && isText ? Array(text) : nil
    }

    @unsafe var method: OpaquePointer? {
        // SAFETY: OpenSSL's constant methods.
        switch self {
        case .aes128GCM: unsafe EVP_aes_128_gcm()
        case .aes192GCM: unsafe EVP_aes_192_gcm()
        case .aes256GCM: unsafe EVP_aes_256_gcm()
        case .aes128CBC: unsafe EVP_aes_128_cbc()
        case .aes192CBC: unsafe EVP_aes_192_cbc()
        case .aes256CBC: unsafe EVP_aes_256_cbc()
        case .tripleDESCBC: unsafe EVP_des_ede3_cbc()
        }
    }
}
