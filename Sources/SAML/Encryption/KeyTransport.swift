import CXMLSec

/// How a content key is encrypted for the owner of an RSA key (XML Encryption 1.1, section 5.5), parameters included.
enum KeyTransport: Equatable {
    /// RSA-OAEP. The digest of the label and that of the mask may differ.
    case oaep(digest: DigestAlgorithm, mask: DigestAlgorithm)
    /// RSAES-PKCS1-v1_5.
    case pkcs1

    static let oaepMGF1P = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
    static let oaep11 = "http://www.w3.org/2009/xmlenc11#rsa-oaep"
    static let pkcs1URI = "http://www.w3.org/2001/04/xmlenc#rsa-1_5"

    /// What `method` says; `nil` unless it is on the list with all of its parameters. SHA-1 as a digest is what
    /// `rsa-oaep-mgf1p` alone may use.
    init?(_ method: EncryptedParts.Method) {
        guard method.unknown == nil else { return nil }
        let digest = method.digest.map { DigestAlgorithm(rawValue: $0) } ?? .sha1
        let mask = method.mask.map { DigestAlgorithm(maskURI: $0) } ?? .sha1
        guard let digest, let mask else { return nil }
        switch method.algorithm {
        case Self.oaepMGF1P where method.mask == nil: self = .oaep(digest: digest, mask: .sha1)
        case Self.oaep11 where digest != .sha1: self = .oaep(digest: digest, mask: mask)
        case Self.pkcs1URI where method.digest == nil && method.mask == nil: self = .pkcs1
        default: return nil
        }
    }

    /// The content key in `octets`, or a random one when that is not what they hold: whoever asks cannot tell, and does
    /// the same work in either case (RFC 3218, section 2.3.2).
    /// - Parameter count: octets of the content key.
    func contentKey(from octets: [UInt8], with key: PrivateKey, count: Int) -> SecretOctets {
        let chosen = SecretOctets.random(count: count)
        let room = SecretOctets(count: max(key.modulusLength, count))
        var length = unsafe room.buffer.count
        let isDecrypted = decrypt(octets, with: key, into: room, &length)
        // SAFETY: both buffers have at least `count` octets.
        let mask: UInt8 = isDecrypted && length == count ? 0xFF : 0
        for index in 0..<count {
            unsafe chosen.buffer[index] = room.buffer[index] & mask | chosen.buffer[index] & ~mask
        }
        return chosen
    }

    private func decrypt(
        _ octets: [UInt8], with key: PrivateKey, into room: SecretOctets, _ length: inout Int
    ) -> Bool {
        defer { ERR_clear_error() }
        // SAFETY: a context of our own, which counts its own reference to the key; `length` says how much room there is.
        guard let context = unsafe EVP_PKEY_CTX_new(key.handle, nil) else { return false }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe EVP_PKEY_decrypt_init(context) == 1, unsafe prepare(context) else { return false }
        return unsafe EVP_PKEY_decrypt(context, room.buffer.baseAddress, &length, octets, octets.count) == 1
    }

    /// Tells `context`, which was set up to encrypt or to decrypt, what this transport asks for.
    @unsafe func prepare(_ context: OpaquePointer) -> Bool {
        // SAFETY: `context` is the caller's and initialised; methods live for the whole process.
        switch self {
        case .oaep(let digest, let mask):
            return unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_oaep_md(context, digest.method) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(context, mask.method) == 1
        case .pkcs1: return unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        }
    }
}

extension DigestAlgorithm {
    /// The URI of an `xenc11:MGF`: MGF1 with this digest.
    var maskURI: String { "http://www.w3.org/2009/xmlenc11#mgf1" + name }

    init?(maskURI: String) {
        guard let digest = Self.allCases.first(where: { $0.maskURI == maskURI }) else { return nil }
        self = digest
    }
}
