import CXMLSec

/// A private key of this service provider, with its certificate if the file holds one.
///
/// Immutable after `init`, so that several threads may use it at once. Wiped when it is freed.
@safe public final class PrivateKey: @unchecked Sendable {
    /// RSA of 2048 to 8192 bits, or a curve of the list.
    let kind: PublicKey.Kind
    /// The certificate of this very key that stands beside it.
    public let certificate: Certificate?
    /// OpenSSL's `EVP_PKEY`, owned by this object: take a reference of your own for whatever outlives it.
    @unsafe let handle: OpaquePointer

    /// Reads PEM: one `PRIVATE KEY` (PKCS#8), `RSA PRIVATE KEY` (PKCS#1) or `EC PRIVATE KEY` (SEC1) without passphrase,
    /// and at most one `CERTIFICATE`. Whatever stands around the blocks is ignored.
    /// - Parameter pem: the file's octets. Nothing of them is kept but the key; wiping them is the caller's task.
    public init(pem: [UInt8]) throws(PrivateKeyError) {
        let blocks = PEMBlocks(pem)
        guard !blocks.isPassphraseProtected else { throw .passphrase }
        guard blocks.keys.count <= 1 else { throw .several(what: "private key") }
        guard blocks.certificates.count <= 1 else { throw .several(what: "certificate") }
        guard let block = blocks.keys.first else { throw .noKey }
        // SAFETY: the key read is this object's from here on.
        let handle = try unsafe Self.read(pem, block.whole)
        let kind: PublicKey.Kind
        let certificate: Certificate?
        do throws(PrivateKeyError) {
            kind = try unsafe Self.kind(of: handle)
            certificate = try blocks.certificates.first.map { block throws(PrivateKeyError) in
                try unsafe Self.certificate(in: pem[block.whole], of: handle)
            }
        } catch {
            unsafe EVP_PKEY_free(handle)
            throw error
        }
        self.kind = kind
        self.certificate = certificate
        unsafe self.handle = unsafe handle
    }

    deinit {
        // SAFETY: this object's own reference. OpenSSL wipes a private key with the last one.
        unsafe EVP_PKEY_free(handle)
    }

    /// Octets of an RSA key's modulus; 0 for other keys.
    var modulusLength: Int {
        if case .rsa(let bits, _) = kind { (bits + 7) / 8 } else { 0 }
    }

    /// Decodes the block at `range`; nobody is ever asked for a passphrase.
    private static func read(_ pem: [UInt8], _ range: Range<Int>) throws(PrivateKeyError) -> OpaquePointer {
        XMLLibrary.prepare()
        // SAFETY: the BIO reads the array in place and is freed before the array can go; the callback refuses.
        let key: OpaquePointer? = unsafe pem.withUnsafeBytes { octets in
            let block = unsafe UnsafeRawBufferPointer(rebasing: octets[range])
            guard let source = unsafe BIO_new_mem_buf(block.baseAddress, Int32(block.count)) else {
                return nil
            }
            defer { unsafe BIO_free(source) }
            return unsafe PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil)
        }
        ERR_clear_error()
        guard let key = unsafe key else { throw .unreadable }
        return unsafe key
    }

    private static func kind(of key: OpaquePointer) throws(PrivateKeyError) -> PublicKey.Kind {
        guard let kind = unsafe PublicKey.Kind(of: key) else {
            throw .unsupported(found: "a key that is neither RSA nor on an elliptic curve")
        }
        switch kind {
        case .rsa(2048...8192, _), .ellipticCurve(.some): return kind
        case .rsa(let bits, _): throw .unsupported(found: "RSA of \(bits) bits")
        case .ellipticCurve(nil):
            let name = unsafe PublicKey.Curve.name(of: key)
            throw .unsupported(found: "the elliptic curve \(name ?? "without a name")")
        }
    }

    /// Whether `certificate` holds the public half of this key.
    public func isKey(of certificate: Certificate) -> Bool { unsafe Self.isKey(handle, of: certificate) }

    private static func isKey(_ key: OpaquePointer, of certificate: Certificate) -> Bool {
        // SAFETY: a reference of our own to the certificate's key, given back here.
        guard let wrapping = try? X509Handle(der: certificate.der), let other = unsafe wrapping.publicKey()
        else { return false }
        defer {
            unsafe EVP_PKEY_free(other)
            ERR_clear_error()
        }
        return unsafe EVP_PKEY_eq(other, key) == 1
    }

    private static func certificate(
        in block: ArraySlice<UInt8>, of key: OpaquePointer
    ) throws(PrivateKeyError) -> Certificate {
        let certificate: Certificate
        do throws(CertificateError) {
            certificate = try Certificate(pem: Array(block))
        } catch {
            throw .certificate(error)
        }
        guard unsafe isKey(key, of: certificate) else { throw .otherCertificate }
        return certificate
    }
}
