/// How an assertion is encrypted.
public struct UnverifiedEncryption: Sendable {
    /// An encrypted key.
    public struct Key: Sendable {
        /// Whether it stands beside the data instead of within its `KeyInfo`.
        public let isBeside: Bool
        /// Its algorithm, with digest and mask if they are named, as URIs.
        public let method, digest, mask: String?
        /// For whom it is meant.
        public let recipient: String?
        /// The certificates it names.
        public let certificates: [Certificate]
    }

    /// The algorithm of the content, a URI.
    public let method: String?
    /// Its keys.
    public let keys: [Key]
    /// What is wrong with its layout.
    public let objection: String?

    init(_ element: XMLElement) {
        let layout = EncryptedLayout(element)
        let beside = element.children(EncryptionName.encryptedKey)
        method = layout.data.map(EncryptedParts.Item.init)?.method?.algorithm
        objection = EncryptedParts(element).objection
        keys = layout.keys.map { key in
            let method = EncryptedParts.Item(key).method
            return Key(
                isBeside: beside.contains { $0.isSame(as: key) }, method: method?.algorithm,
                digest: method?.digest, mask: method?.mask, recipient: key.attribute("Recipient"),
                certificates: readCertificates(within: key))
        }
    }
}
