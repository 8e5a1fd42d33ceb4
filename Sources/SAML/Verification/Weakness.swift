/// A departure from the rules that one identity provider may be granted by name. Each is off unless it is granted, stands
/// alone, and shows as a warning in the checklist of every message that needs it.
public enum Weakness: String, Sendable, CaseIterable {
    /// Signatures and digests with SHA-1.
    case sha1
    /// RSA signing keys of 1024 bits and more.
    case rsa1024
    /// Assertions encrypted with AES-CBC, when the response around them is signed.
    case cbc
    /// Assertions encrypted with three-key triple DES, when the response around them is signed.
    case tripleDES = "3des"
    /// Keys transported by RSA PKCS#1 v1.5, when the response around them is signed.
    case rsa15
    /// Inclusive canonicalisation, version 1.0, without comments.
    case c14n10
    /// A signature that is not right after the Issuer.
    case signatureLast = "signature-last"
    /// A signature that refers to the whole document by an empty URI.
    case emptyURI = "empty-uri"
    /// A bearer confirmation with a `NotBefore`, which is then judged.
    case scdNotBefore = "scd-not-before"
}
