/// What a `ds:SignedInfo` says, once it was found to be of the one accepted shape.
///
/// Read twice: from the posted document, to know how to verify it, and from the octets that the signature value covers.
/// Both must be equal, and only the second reading is acted upon (SIG-17).
struct SignedInfo: Equatable {
    let signature: SignatureAlgorithm
    let digest: DigestAlgorithm
    let digestValue: [UInt8]
    /// What is signed: `#` and the ID of an element, or nothing for the whole document.
    let uri: String
    /// How `SignedInfo` itself is canonicalised.
    let canonicalization: Canonicalization
    /// How the signed element is canonicalised.
    let transform: Canonicalization

    /// Takes what `parts` say, or nothing unless every structural rule of a signature holds for them.
    /// - Parameter weaknesses: what is granted to the signer.
    init?(_ parts: SignedInfoParts, weaknesses: Set<Weakness>) {
        guard let canonicalization = Canonicalization(parts.canonicalization),
            let signature = parts.method.flatMap(SignatureAlgorithm.init(rawValue:)),
            let reference = parts.reference, let uri = reference.uri,
            uri.utf8.first == UInt8(ascii: "#") || uri.isEmpty && weaknesses.contains(.emptyURI),
            let digest = reference.digestMethod.flatMap(DigestAlgorithm.init(rawValue:)),
            let value = reference.digestValue, value.count == digest.length,
            let transform = Self.transform(reference.transforms)
        else { return nil }
        let needed = [canonicalization.weakness, transform.weakness, signature.weakness, digest.weakness]
        guard needed.allSatisfy({ $0.map(weaknesses.contains) ?? true }) else { return nil }
        self.signature = signature
        self.digest = digest
        digestValue = value
        self.uri = uri
        self.canonicalization = canonicalization
        self.transform = transform
    }

    /// The canonicalisation in a list of transforms that leave out the signature and then canonicalise; nothing for any
    /// other list.
    static func transform(_ list: [SignedInfoParts.Algorithm]?) -> Canonicalization? {
        guard let list, list.count == 2, list[0].algorithm == TransformAlgorithm.enveloped,
            list[0].prefixes == []
        else { return nil }
        return Canonicalization(list[1])
    }
}
