/// What a `saml:EncryptedAssertion` is made of. Values only, but for its layout: judging them is the rules' task.
struct EncryptedParts {
    /// An `xenc:EncryptionMethod`.
    struct Method {
        let algorithm: String?
        /// The algorithm of its `ds:DigestMethod`, if there is one.
        let digest: String?
        /// The algorithm of its `xenc11:MGF`, if there is one.
        let mask: String?
        /// A child that is neither, or is there twice.
        let unknown: String?

        init(_ element: XMLElement) {
            var digest: String?
            var mask: String?
            var unknown: String?
            for child in element.children {
                if child.matches(SignatureName.digestMethod), digest == nil, child.children.isEmpty {
                    digest = child.attribute("Algorithm") ?? ""
                } else if child.matches(EncryptionName.mask), mask == nil, child.children.isEmpty {
                    mask = child.attribute("Algorithm") ?? ""
                } else {
                    unknown = child.displayName
                }
            }
            algorithm = element.attribute("Algorithm")
            (self.digest, self.mask, self.unknown) = (digest, mask, unknown)
        }
    }

    /// An `xenc:EncryptedData` or `xenc:EncryptedKey`.
    struct Item {
        let method: Method?
        /// The octets of its cipher value; `nil` unless they stand there in strict base64.
        let octets: [UInt8]?

        init(_ element: XMLElement) {
            method = element.onlyChild(EncryptionName.encryptionMethod).map(Method.init)
            octets = element.onlyChild(EncryptionName.cipherData)?.onlyChild(EncryptionName.cipherValue)?
                .content.value.flatMap { Base64.decode($0) }
        }

        /// What is missing, if anything is.
        var objection: String? {
            method == nil ? "no EncryptionMethod" : octets == nil ? "no CipherValue in strict base64" : nil
        }
    }

    /// What is wrong with the layout, if anything is.
    let objection: String?
    /// The encrypted content.
    let content: Item?
    /// The encrypted keys, in the content's `KeyInfo` first, then beside it.
    let keys: [Item]

    init(_ element: XMLElement) {
        let layout = EncryptedLayout(element)
        content = layout.data.map(Item.init)
        keys = layout.keys.map(Item.init)
        objection =
            layout.objection ?? (keys + [content].compactMap { $0 }).lazy.compactMap(\.objection).first
    }
}
