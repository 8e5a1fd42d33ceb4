/// What a `ds:Signature` says, unverified.
public struct UnverifiedSignature: Sendable {
    /// The element it stands in, and that element's ID.
    public let parent, parentID: String?
    /// What it refers to.
    public let reference: String?
    /// Its algorithms, as URIs.
    public let method, digest, canonicalization: String?
    /// The certificates in its `KeyInfo`, which no verification looks at.
    public let certificates: [Certificate]

    init(_ element: XMLElement) {
        let parts = element.onlyChild(SignatureName.signedInfo).map(SignedInfoParts.init)
        parent = element.parent?.displayName
        parentID = element.parent?.attribute("ID")
        reference = parts?.reference?.uri
        method = parts?.method
        digest = parts?.reference?.digestMethod
        canonicalization = parts?.canonicalization?.algorithm
        certificates = readCertificates(within: element)
    }
}

/// The readable certificates that stand in `KeyInfo` within `element`.
func readCertificates(within element: XMLElement) -> [Certificate] {
    element.descendants(SignatureName.x509Certificate).prefix(8).compactMap { element in
        element.content.value.flatMap { Base64.decode($0) }.flatMap { try? Certificate(der: $0) }
    }
}
