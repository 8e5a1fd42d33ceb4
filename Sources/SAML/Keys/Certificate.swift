/// An X.509 certificate, used as the wrapping of a public key. No chain, no revocation: trust comes from
/// configuration.
public struct Certificate: Sendable, Equatable {
    /// The certificate's octets.
    public let der: [UInt8]
    /// Begin of its validity, seconds since 1970 UTC.
    public let notBefore: Int64
    /// End of its validity, seconds since 1970 UTC.
    public let notAfter: Int64
    /// The subject's distinguished name as RFC 2253 writes it, for people.
    public let subject: String
    /// SHA-256 of ``der``, 64 lower-case hexadecimal digits.
    public let fingerprintSHA256: String

    /// Reads one certificate in DER, without anything after it.
    public init(der: [UInt8]) throws(CertificateError) {
        let handle = try X509Handle(der: der)
        self.der = der
        notBefore = try handle.notBefore
        notAfter = try handle.notAfter
        subject = handle.subject
        fingerprintSHA256 = Self.fingerprintSHA256(of: der)
    }

    /// Reads the only `BEGIN CERTIFICATE` block of a PEM file. Text around the block is ignored.
    public init(pem: [UInt8]) throws(CertificateError) {
        try self.init(der: Self.decode(pem: pem))
    }

    /// Reads the certificate of a file, in DER or PEM.
    public init(file octets: [UInt8]) throws(CertificateError) {
        // DER begins with the tag of a SEQUENCE.
        if octets.first == 0x30 { try self.init(der: octets) } else { try self.init(pem: octets) }
    }

    /// SHA-256 of a certificate in DER, 64 lower-case hexadecimal digits.
    public static func fingerprintSHA256(of der: [UInt8]) -> String {
        DigestAlgorithm.sha256.digest(of: der).hexadecimal
    }

    private static func decode(pem: [UInt8]) throws(CertificateError) -> [UInt8] {
        let blocks = PEMBlocks(pem)
        guard blocks.certificates.count == 1, !blocks.isCutOff,
            let der = Base64.decode(Array(pem[blocks.certificates[0].content])), !der.isEmpty
        else { throw .notPEM }
        return der
    }

    /// The certificate in PEM (RFC 7468), lines of 64 characters.
    public var pem: String {
        var text = "-----BEGIN CERTIFICATE-----\n"
        var rest = Base64.encode(der)[...]
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END CERTIFICATE-----\n"
    }
}
