extension Namespace {
    static let encryption: StaticString = "http://www.w3.org/2001/04/xmlenc#"
    static let encryption11: StaticString = "http://www.w3.org/2009/xmlenc11#"
}

/// Names of `xenc:` elements, and the one of version 1.1.
enum EncryptionName {
    static let encryptedData = XMLName(Namespace.encryption, "EncryptedData")
    static let encryptedKey = XMLName(Namespace.encryption, "EncryptedKey")
    static let encryptionMethod = XMLName(Namespace.encryption, "EncryptionMethod")
    static let cipherData = XMLName(Namespace.encryption, "CipherData")
    static let cipherValue = XMLName(Namespace.encryption, "CipherValue")
    static let cipherReference = XMLName(Namespace.encryption, "CipherReference")
    static let referenceList = XMLName(Namespace.encryption, "ReferenceList")
    static let dataReference = XMLName(Namespace.encryption, "DataReference")
    static let carriedKeyName = XMLName(Namespace.encryption, "CarriedKeyName")
    static let retrievalMethod = XMLName(Namespace.signature, "RetrievalMethod")
    static let mask = XMLName(Namespace.encryption11, "MGF")

    /// The only `Type` of data that is decrypted: one element.
    static let elementType = "http://www.w3.org/2001/04/xmlenc#Element"
    /// The only `Type` of what a `RetrievalMethod` leads to.
    static let encryptedKeyType = "http://www.w3.org/2001/04/xmlenc#EncryptedKey"
}
