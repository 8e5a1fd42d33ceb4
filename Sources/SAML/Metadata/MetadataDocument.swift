/// A metadata document whose elements may be read: bounded, and signed where a signature is asked for.
struct MetadataDocument {
    /// `EntityDescriptor` or `EntitiesDescriptor`. Of a signed document, the one made of the signed octets.
    let root: XMLElement

    /// - Parameters:
    ///   - xml: at most 1 MiB.
    ///   - keys: the pinned keys, one of which must have signed the root (META-03). Without any, a signature
    ///     vouches for nothing and is not looked at.
    init(xml: [UInt8], signedBy keys: [SigningKey]) throws(MetadataError) {
        guard xml.count <= DocumentLimits.metadata.size else {
            throw MetadataError(
                .meta01, expected: "at most 1 MiB",
                found:
                    "\(xml.count) octets; get the metadata of this identity provider alone, not of a federation"
            )
        }
        let published: XMLElement
        do throws(ParseRefusal) {
            published = try XMLDocument.parse(xml, limits: .metadata).root
        } catch {
            throw MetadataError(
                .meta01, expected: error.expected, found: "\(error.found) (\(error.code.rawValue))")
        }
        root = keys.isEmpty ? published : try Self.signed(published, by: keys)
    }

    /// The root as its signature vouches for it, under all rules that a response's signature obeys.
    private static func signed(
        _ published: XMLElement, by keys: [SigningKey]
    ) throws(MetadataError) -> XMLElement {
        let usable = KeyFacts(entityID: "", keys: keys, now: 0).usable
        guard !usable.isEmpty, keys.count <= KeyFacts.limit else {
            throw MetadataError(
                .meta03, expected: "1 to \(KeyFacts.limit) metadata certificates with strong keys",
                found: "\(usable.count) of \(keys.count)")
        }
        let scene = SignatureScene(response: published, assertion: nil, keys: usable)
        guard let entry = scene.ofResponse else {
            throw MetadataError(
                .meta03, expected: "a signature of \(published.displayName) by the pinned metadata key",
                found: "none")
        }
        var results: [RuleResult] = []
        results.append(SignatureRules.structure, for: scene)
        try refuse(results)
        switch SignedContent.verify(entry, keys: usable, limits: .metadata) {
        case .success(let content):
            return content.document.root
        case .failure(let failure):
            results.append(
                SignatureRules.outcome, for: SignatureOutcomes(contents: [], failures: [failure]))
            try refuse(results)
            throw MetadataError(.meta03, expected: "a valid signature", found: "\(failure)")
        }
    }

    /// Throws the first broken rule of a signature as the one of metadata.
    private static func refuse(_ results: [RuleResult]) throws(MetadataError) {
        guard let broken = results.first(where: { $0.status == .fail }) else { return }
        throw MetadataError(
            .meta03, expected: broken.expected ?? broken.text,
            found: "\(broken.found ?? "something else") (\(broken.code.rawValue))")
    }
}
