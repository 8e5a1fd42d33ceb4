import CXMLSec

/// A signature algorithm that is known (XML Signature 1.1, section 6.4; RFC 9231). The raw value is its exact URI; everything else is refused.
///
/// Among what is refused are HMAC, DSA and MD5 in every form, ECDSA with SHA-1, and the RSA-PSS method that names its
/// digest, salt and mask in parameters of its own: the message would choose their strength.
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// RSA PKCS #1 v1.5.
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    case rsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"
    case rsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
    /// RSA-PSS with MGF1 of the same digest, and a salt of its length.
    case pssSHA256 = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"
    case pssSHA384 = "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1"
    case pssSHA512 = "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1"
    /// ECDSA.
    case ecdsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
    case ecdsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"
    case ecdsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"
    /// RSA PKCS #1 v1.5 with SHA-1, which is refused unless ``Weakness/sha1`` is granted.
    case rsaSHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"

    /// How the digest is turned into a signature.
    enum Scheme {
        /// RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2).
        case pkcs1
        /// RSASSA-PSS with MGF1 of the same digest and a salt of the digest's length (RFC 9231, section 2.3.10).
        case pss
        /// ECDSA, the signature being both numbers at the order's full length (XML Signature 1.1, section 6.4.3).
        case ecdsa
    }

    /// The short name, as `rsa-sha256` or `rsa-pss-sha256`.
    public var name: String {
        switch scheme {
        case .pkcs1: "rsa-" + digest.name
        case .pss: "rsa-pss-" + digest.name
        case .ecdsa: "ecdsa-" + digest.name
        }
    }

    var scheme: Scheme {
        switch self {
        case .rsaSHA1, .rsaSHA256, .rsaSHA384, .rsaSHA512: .pkcs1
        case .pssSHA256, .pssSHA384, .pssSHA512: .pss
        case .ecdsaSHA256, .ecdsaSHA384, .ecdsaSHA512: .ecdsa
        }
    }

    /// The digest that is signed.
    var digest: DigestAlgorithm {
        switch self {
        case .rsaSHA1: .sha1
        case .rsaSHA256, .pssSHA256, .ecdsaSHA256: .sha256
        case .rsaSHA384, .pssSHA384, .ecdsaSHA384: .sha384
        case .rsaSHA512, .pssSHA512, .ecdsaSHA512: .sha512
        }
    }

    /// What must be granted before it is accepted.
    var weakness: Weakness? { digest.weakness }

    /// Whether a key of this kind can have made such a signature (SIG-15).
    func fits(_ kind: PublicKey.Kind) -> Bool {
        switch kind {
        case .rsa: scheme != .ecdsa
        case .ellipticCurve(let curve): scheme == .ecdsa && curve != nil
        }
    }

    /// xmlsec's transform; `nil` where xmlsec 1.2.37 has none.
    @unsafe var xmlsecTransform: xmlSecTransformId? {
        switch self {
        case .rsaSHA1: unsafe xmlSecOpenSSLTransformRsaSha1GetKlass()
        case .rsaSHA256: unsafe xmlSecOpenSSLTransformRsaSha256GetKlass()
        case .rsaSHA384: unsafe xmlSecOpenSSLTransformRsaSha384GetKlass()
        case .rsaSHA512: unsafe xmlSecOpenSSLTransformRsaSha512GetKlass()
        case .ecdsaSHA256: unsafe xmlSecOpenSSLTransformEcdsaSha256GetKlass()
        case .ecdsaSHA384: unsafe xmlSecOpenSSLTransformEcdsaSha384GetKlass()
        case .ecdsaSHA512: unsafe xmlSecOpenSSLTransformEcdsaSha512GetKlass()
        case .pssSHA256, .pssSHA384, .pssSHA512: nil
        }
    }
}
