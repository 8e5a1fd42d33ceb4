/// A pinned public key of an identity provider. The certificate it came in is only its wrapping.
public struct SigningKey: Sendable {
    /// The certificate the key was taken from.
    public let certificate: Certificate
    let publicKey: PublicKey

    /// Takes the key out of a DER certificate.
    public init(certificateDER: [UInt8]) throws(CertificateError) {
        try self.init(Certificate(der: certificateDER))
    }

    /// Takes the key out of a PEM file with one certificate.
    public init(certificatePEM: [UInt8]) throws(CertificateError) {
        try self.init(Certificate(pem: certificatePEM))
    }

    /// Takes the key out of `certificate`.
    public init(_ certificate: Certificate) throws(CertificateError) {
        self.certificate = certificate
        publicKey = try PublicKey(certificate: certificate)
    }
}
