import CXMLSec

/// A digest algorithm that is accepted. The raw value is its exact URI; everything else is refused.
enum DigestAlgorithm: String, CaseIterable {
    case sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    case sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
    case sha512 = "http://www.w3.org/2001/04/xmlenc#sha512"

    /// Octets of a digest.
    var length: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The digest of `octets`.
    func digest(of octets: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: length)
        // SAFETY: OpenSSL's constant methods; `result` has room for the method's digest.
        let method =
            switch self {
            case .sha256: unsafe EVP_sha256()
            case .sha384: unsafe EVP_sha384()
            case .sha512: unsafe EVP_sha512()
            }
        let done = unsafe EVP_Digest(octets, octets.count, &result, nil, method, nil)
        precondition(done == 1, "OpenSSL cannot compute SHA-2")
        return result
    }

    /// xmlsec's transform.
    @unsafe var transform: xmlSecTransformId? {
        switch self {
        case .sha256: unsafe xmlSecOpenSSLTransformSha256GetKlass()
        case .sha384: unsafe xmlSecOpenSSLTransformSha384GetKlass()
        case .sha512: unsafe xmlSecOpenSSLTransformSha512GetKlass()
        }
    }
}

/// A signature algorithm that is accepted. The raw value is its exact URI; everything else is refused.
enum SignatureAlgorithm: String, CaseIterable {
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    case rsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"
    case rsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"

    /// Whether a key of this kind can have made such a signature.
    func fits(_ kind: PublicKey.Kind) -> Bool {
        if case .rsa = kind { true } else { false }
    }

    /// xmlsec's transform.
    @unsafe var transform: xmlSecTransformId? {
        switch self {
        case .rsaSHA256: unsafe xmlSecOpenSSLTransformRsaSha256GetKlass()
        case .rsaSHA384: unsafe xmlSecOpenSSLTransformRsaSha384GetKlass()
        case .rsaSHA512: unsafe xmlSecOpenSSLTransformRsaSha512GetKlass()
        }
    }
}

/// The only canonicalisation and the only transforms that are accepted.
enum TransformAlgorithm {
    static let exclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
}
