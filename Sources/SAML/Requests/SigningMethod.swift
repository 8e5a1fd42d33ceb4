/// An algorithm to sign with. The raw value is its URI in XML Signature.
public enum SigningMethod: String, Sendable, CaseIterable {
    /// RSA PKCS#1 v1.5.
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
    /// RSA PKCS#1 v1.5 with SHA-1, for test responses that have to be refused.
    case rsaSHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"

    /// The short name on command lines, as `rsa-sha256`.
    public var name: String {
        switch self {
        case .rsaSHA256: "rsa-sha256"
        case .rsaSHA384: "rsa-sha384"
        case .rsaSHA512: "rsa-sha512"
        case .pssSHA256: "rsa-pss-sha256"
        case .pssSHA384: "rsa-pss-sha384"
        case .pssSHA512: "rsa-pss-sha512"
        case .ecdsaSHA256: "ecdsa-sha256"
        case .ecdsaSHA384: "ecdsa-sha384"
        case .ecdsaSHA512: "ecdsa-sha512"
        case .rsaSHA1: "rsa-sha1"
        }
    }

    /// OpenSSL's name of the digest.
    var digestName: String {
        switch self {
        case .rsaSHA256, .pssSHA256, .ecdsaSHA256: "SHA2-256"
        case .rsaSHA384, .pssSHA384, .ecdsaSHA384: "SHA2-384"
        case .rsaSHA512, .pssSHA512, .ecdsaSHA512: "SHA2-512"
        case .rsaSHA1: "SHA1"
        }
    }

    var isPSS: Bool { self == .pssSHA256 || self == .pssSHA384 || self == .pssSHA512 }
    var isECDSA: Bool { self == .ecdsaSHA256 || self == .ecdsaSHA384 || self == .ecdsaSHA512 }
}
