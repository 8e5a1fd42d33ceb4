/// Signs an element as identity providers do: enveloped, exclusively canonicalised, by reference to its ID.
struct EnvelopedSignature {
    let key: PrivateKey
    let algorithm: SignatureAlgorithm
    let digest: DigestAlgorithm
    /// Whether the key's certificate stands in the signature, as it does in most products' messages.
    var includesCertificate: Bool

    /// Puts the signature into `element`, right after its Issuer. `element` has an `ID`.
    func sign(_ element: inout CanonicalElement) throws(MintingError) {
        let exclusive = CanonicalElement("ds:Transform", ["Algorithm": TransformAlgorithm.exclusiveC14N])
        let enveloped = CanonicalElement("ds:Transform", ["Algorithm": TransformAlgorithm.enveloped])
        let value = digest.digest(of: element.octets)
        let signedInfo = CanonicalElement(
            "ds:SignedInfo", [:],
            [
                CanonicalElement(
                    "ds:CanonicalizationMethod", ["Algorithm": TransformAlgorithm.exclusiveC14N]),
                CanonicalElement("ds:SignatureMethod", ["Algorithm": algorithm.rawValue]),
                CanonicalElement(
                    "ds:Reference", ["URI": "#" + (element.attributes["ID"] ?? "")],
                    [
                        CanonicalElement("ds:Transforms", [:], [enveloped, exclusive]),
                        CanonicalElement("ds:DigestMethod", ["Algorithm": digest.rawValue]),
                        CanonicalElement("ds:DigestValue", text: Base64.encode(value)),
                    ]),
            ])
        guard let signature = key.signature(over: signedInfo.octets, by: algorithm) else {
            throw .unfittingKey(algorithm)
        }
        var parts = [signedInfo, CanonicalElement("ds:SignatureValue", text: Base64.encode(signature))]
        if includesCertificate, let certificate = key.certificate {
            parts.append(.keyInfo(certificate))
        }
        element.insert(CanonicalElement("ds:Signature", [:], parts), at: 1)
    }
}
