import CXMLSec

extension TestDigest {
    /// The digest of `octets`.
    func digest(of octets: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 64)
        var count: UInt32 = 0
        // SAFETY: OpenSSL's constant methods; `result` has room for the longest digest.
        let method =
            switch self {
            case .sha256: unsafe EVP_sha256()
            case .sha384: unsafe EVP_sha384()
            case .sha512: unsafe EVP_sha512()
            case .sha1: unsafe EVP_sha1()
            }
        let done = unsafe EVP_Digest(octets, octets.count, &result, &count, method, nil)
        precondition(done == 1, "OpenSSL cannot compute a digest")
        return Array(result.prefix(Int(count)))
    }
}
