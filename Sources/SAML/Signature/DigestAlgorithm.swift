import CXMLSec

/// A digest algorithm that is known (XML Signature 1.1, section 6.2). The raw value is its exact URI; everything else is
/// refused.
public enum DigestAlgorithm: String, Sendable, CaseIterable {
    /// SHA-2.
    case sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    case sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
    case sha512 = "http://www.w3.org/2001/04/xmlenc#sha512"
    /// SHA-1, which is refused unless ``Weakness/sha1`` is granted.
    case sha1 = "http://www.w3.org/2000/09/xmldsig#sha1"

    /// The short name, as `sha256`.
    public var name: String { "\(self)" }

    /// What must be granted before it is accepted.
    var weakness: Weakness? { self == .sha1 ? .sha1 : nil }

    /// Octets of a digest.
    var length: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The digest of `octets`.
    func digest(of octets: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: length)
        // SAFETY: the method lives for the whole process; `result` has room for its digest.
        let done = unsafe EVP_Digest(octets, octets.count, &result, nil, method, nil)
        precondition(done == 1, "OpenSSL cannot compute \(self)")
        return result
    }

    // SAFETY: fetched once under the lock of Swift's lazy globals, never freed, never changed.
    private nonisolated(unsafe) static let methods: [OpaquePointer?] =
        unsafe (["SHA1", "SHA256", "SHA384", "SHA512"] as [String]).map { unsafe EVP_MD_fetch(nil, $0, nil) }

    /// OpenSSL's method, fetched once in a process.
    @unsafe var method: OpaquePointer? {
        switch self {
        case .sha1: unsafe Self.methods[0]
        case .sha256: unsafe Self.methods[1]
        case .sha384: unsafe Self.methods[2]
        case .sha512: unsafe Self.methods[3]
        }
    }

    /// xmlsec's transform.
    @unsafe var xmlsecTransform: xmlSecTransformId? {
        switch self {
        case .sha1: unsafe xmlSecOpenSSLTransformSha1GetKlass()
        case .sha256: unsafe xmlSecOpenSSLTransformSha256GetKlass()
        case .sha384: unsafe xmlSecOpenSSLTransformSha384GetKlass()
        case .sha512: unsafe xmlSecOpenSSLTransformSha512GetKlass()
        }
    }
}
