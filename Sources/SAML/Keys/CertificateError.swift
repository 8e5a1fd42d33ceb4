/// Why octets are not a certificate whose key can be pinned.
public enum CertificateError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no `BEGIN CERTIFICATE` block, more than one, or something in it that is not base64.
    case notPEM
    /// The octets are not exactly one X.509 certificate in DER.
    case notX509
    /// The certificate holds a key that no signature method here uses.
    case unsupportedKey

    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .notPEM:
            "not a PEM certificate: give a file with one -----BEGIN CERTIFICATE----- block"
        case .notX509:
            "not an X.509 certificate: give the identity provider's signing certificate"
        case .unsupportedKey:
            "the certificate's key is neither RSA nor on an elliptic curve"
        }
    }
}
