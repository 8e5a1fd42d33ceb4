/// All there is in a posted document that has to do with signatures: the subject of the signature rules.
struct SignatureScene {
    /// A `ds:Signature` and the element it stands in.
    final class Entry {
        let signature: XMLElement
        /// The element that this signature must cover: its parent.
        let target: XMLElement
        var parts: SignedInfoParts?
        /// The decoded signature value.
        let value: [UInt8]?

        init?(_ signature: XMLElement) {
            guard let parent = signature.parent else { return nil }
            self.signature = signature
            target = parent
            parts = signature.onlyChild(SignatureName.signedInfo).map(SignedInfoParts.init)
            value = signature.onlyChild(SignatureName.signatureValue)?.content.value.flatMap {
                Base64.decode($0)
            }
        }

        /// Whether a reference with this URI leads to the element that the signature stands in: by its ID, or as the
        /// whole document (SIG-07). IDs are unique in a document.
        func isTarget(of uri: String) -> Bool {
            if uri.isEmpty { return target.parent == nil }
            guard let id = target.attribute("ID"), !id.isEmpty else { return false }
            return sameBytes(uri, "#" + id)
        }
    }

    let response: XMLElement
    /// The only assertion of the document.
    let assertion: XMLElement?
    let entries: [Entry]
    /// Keys strong enough to be tried, in the order of the configuration.
    let keys: [SigningKey]
    /// What is granted to the signer.
    let weaknesses: Set<Weakness>

    init(response: XMLElement, assertion: XMLElement?, keys: [SigningKey], weaknesses: Set<Weakness> = []) {
        self.response = response
        self.assertion = assertion
        self.keys = keys
        self.weaknesses = weaknesses
        entries = response.descendants(SignatureName.signature).compactMap(Entry.init)
    }

    /// The signature that stands directly in the response.
    var ofResponse: Entry? { entries.first { $0.target.isSame(as: response) } }

    /// The signature that stands directly in the assertion.
    var ofAssertion: Entry? {
        assertion.flatMap { assertion in entries.first { $0.target.isSame(as: assertion) } }
    }

    /// The finding of the first entry that `judge` objects to, else that of the first which needs a weakness, else the
    /// last one.
    func each(_ judge: (Entry) -> Finding) -> Finding {
        var last = Finding.notApplicable("no signature")
        for entry in entries {
            let finding = judge(entry)
            if finding.status == .fail { return finding }
            if last.status != .warn { last = finding }
        }
        return last
    }

    /// What comes of `found`, which is `expected` unless it needs `weakness`.
    func judge(_ found: String, needing weakness: Weakness?, expected: @autoclosure () -> String) -> Finding {
        guard let weakness else { return .pass(found) }
        guard weaknesses.contains(weakness) else { return .fail(expected: expected(), found: found) }
        return .tolerated(found, by: weakness)
    }
}
