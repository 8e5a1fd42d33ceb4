/// A private RSA key of this service provider that assertions may be encrypted for.
public struct DecryptionKey: Sendable, Equatable {
    /// More keys than this are a mistake of the configuration (KEY-06).
    public static let limit = 4

    /// The key itself.
    public let key: PrivateKey

    /// Takes `key`, which must be RSA.
    public init(_ key: PrivateKey) throws(PrivateKeyError) {
        guard case .rsa = key.kind else { throw .notRSA }
        self.key = key
    }

    /// Reads PEM as ``PrivateKey/init(pem:)`` does; the key must be RSA.
    public init(pem: [UInt8]) throws(PrivateKeyError) {
        try self.init(PrivateKey(pem: pem))
    }

    /// Whether both are the same object: a key is read once, and handed on.
    public static func == (left: DecryptionKey, right: DecryptionKey) -> Bool { left.key === right.key }
}
