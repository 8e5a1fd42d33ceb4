/// Where the pieces of a `saml:EncryptedAssertion` stand (SAML Core 2.3.4, XML Encryption 1.1, section 3).
struct EncryptedLayout {
    /// More keys than this are refused unread.
    static let keyLimit = 4

    /// The only encrypted data.
    let data: XMLElement?
    /// The encrypted keys in places where they may stand.
    let keys: [XMLElement]
    /// What is wrong, if anything is: nothing of it may then be decrypted.
    private(set) var objection: String?

    init(_ assertion: XMLElement) {
        data = assertion.onlyChild(EncryptionName.encryptedData)
        let inside = data?.onlyChild(SignatureName.keyInfo)?.children(EncryptionName.encryptedKey) ?? []
        let beside = assertion.children(EncryptionName.encryptedKey)
        keys = inside + beside
        objection =
            objection(in: assertion, beside: beside) ?? data.flatMap(objection(inData:))
            ?? keys.lazy.compactMap(objection(inKey:)).first
            ?? objection(inReferencesOf: assertion, beside: beside)
    }

    private func objection(in assertion: XMLElement, beside: [XMLElement]) -> String? {
        let all = assertion.descendants(EncryptionName.encryptedData).count
        guard data != nil, all == 1 else { return "\(all) EncryptedData" }
        let children = assertion.children
        guard children.count == 1 + beside.count, children[0].matches(EncryptionName.encryptedData) else {
            return children.map(\.displayName).joined(separator: " ")
        }
        let placed = assertion.descendants(EncryptionName.encryptedKey).count == keys.count
        guard placed else { return "an EncryptedKey where none may stand" }
        guard (1...Self.keyLimit).contains(keys.count) else { return "\(keys.count) EncryptedKey" }
        guard assertion.descendants(EncryptionName.cipherReference).isEmpty else {
            return "a CipherReference"
        }
        return nil
    }

    private func objection(inData data: XMLElement) -> String? {
        if let type = data.attribute("Type"), type != EncryptionName.elementType { return "Type \(type)" }
        return Self.objection(in: data, further: [])
    }

    private func objection(inKey key: XMLElement) -> String? {
        Self.objection(in: key, further: [EncryptionName.referenceList, EncryptionName.carriedKeyName])
    }

    /// Objects to other children than method, key information, cipher value and those of `further`, in this order.
    private static func objection(in item: XMLElement, further: [XMLName]) -> String? {
        let order =
            [EncryptionName.encryptionMethod, SignatureName.keyInfo, EncryptionName.cipherData] + further
        var rest = order[...]
        for child in item.children {
            guard let place = rest.firstIndex(where: child.matches) else {
                return item.children.map(\.displayName).joined(separator: " ") + " in \(item.displayName)"
            }
            rest = order[(place + 1)...]
        }
        return nil
    }

    /// Objects to every reference that leads anywhere but from the data to a key beside it, or back.
    private func objection(inReferencesOf assertion: XMLElement, beside: [XMLElement]) -> String? {
        for method in assertion.descendants(EncryptionName.retrievalMethod) {
            let uri = method.attribute("URI") ?? "no URI"
            let isKey = beside.contains { key in key.attribute("Id").map { "#" + $0 == uri } ?? false }
            let type = method.attribute("Type") ?? EncryptionName.encryptedKeyType
            guard isKey, type == EncryptionName.encryptedKeyType, method.children.isEmpty else {
                return "a RetrievalMethod for \(uri)"
            }
        }
        for list in keys.flatMap({ $0.children(EncryptionName.referenceList) }) {
            for reference in list.children {
                let uri = reference.attribute("URI") ?? "no URI"
                guard reference.matches(EncryptionName.dataReference), let id = data?.attribute("Id"),
                    uri == "#" + id
                else { return "a \(reference.displayName) to \(uri)" }
            }
        }
        return nil
    }
}
