/// Why a file's content is not a private key that can be used. Never says anything about the key itself.
public enum PrivateKeyError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no private key in PEM.
    case noKey
    /// There are several private keys, or several certificates.
    case several(what: String)
    /// The key is protected by a passphrase.
    case passphrase
    /// The key's block holds something else.
    case unreadable
    /// The key is of a kind, size or curve that is not used here.
    case unsupported(found: String)
    /// The certificate beside the key cannot be read.
    case certificate(CertificateError)
    /// The certificate beside the key belongs to another key.
    case otherCertificate
    /// Encrypted assertions need an RSA key.
    case notRSA

    /// What is wrong and what to do, in a sentence.
    public var description: String {
        switch self {
        case .noKey:
            "no private key in PEM: give a file with one -----BEGIN PRIVATE KEY----- block"
        case .several(let what): "more than one \(what): give a file with one"
        case .passphrase:
            "the private key is protected by a passphrase, which nobody could type here: "
                + "store it without one: openssl pkey -in FILE -out NEW; cat CERTIFICATE >> NEW; "
                + "chgrp gatehouse NEW; chmod 640 NEW"
        case .unreadable: "the private key cannot be read: it is damaged or not a private key"
        case .unsupported(let found):
            "\(found) is not used here: give an RSA key of 2048 to 8192 bits, or one on P-256, P-384 or P-521"
        case .certificate(let error): "the certificate beside the private key: \(error)"
        case .otherCertificate: "the certificate beside the private key belongs to another key"
        case .notRSA: "assertions can be encrypted for an RSA key only: give one of 2048 bits or more"
        }
    }
}
