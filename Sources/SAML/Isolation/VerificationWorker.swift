/// The other end of a ``VerificationRequest``: what a process does that verifies one response and then ends.
public struct VerificationWorker: Sendable {
    private let decryptionKeys: [DecryptionKey]

    /// Sets up the libraries, which may open files for that. Afterwards nothing opens any.
    ///
    /// - Parameter decryptionKeys: PEM, the current one first. They are read here because private keys never go from one
    ///   process to another.
    public init(decryptionKeys: [[UInt8]] = []) throws(PrivateKeyError) {
        XMLLibrary.prepare()
        var keys: [DecryptionKey] = []
        for pem in decryptionKeys { keys.append(try DecryptionKey(pem: pem)) }
        self.decryptionKeys = keys
    }

    /// Verifies what `request` asks for. `nil` when it is none.
    public func answer(to request: [UInt8]) -> [UInt8]? {
        VerificationRequest(encoded: request).map {
            VerificationAnswer.encode($0.verify(decryptionKeys: decryptionKeys))
        }
    }
}
