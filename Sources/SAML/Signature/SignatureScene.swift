/// All there is in a posted document that has to do with signatures: the subject of the signature rules.
struct SignatureScene {
    /// A `ds:Signature` and the element it stands in.
    struct Entry {
        let signature: XMLElement
        /// The element that this signature must cover: its parent.
        let target: XMLElement
        let parts: SignedInfoParts?

        init?(_ signature: XMLElement) {
            guard let parent = signature.parent else { return nil }
            self.signature = signature
            target = parent
            parts = signature.onlyChild(SignatureName.signedInfo).map(SignedInfoParts.init)
        }

        /// The decoded signature value.
        var value: [UInt8]? {
            signature.onlyChild(SignatureName.signatureValue)?.content.value.flatMap {
                Base64.decode($0)
            }
        }
    }

    let response: XMLElement
    /// The only assertion of the document.
    let assertion: XMLElement?
    let entries: [Entry]
    /// Keys strong enough to be tried, in the order of the configuration.
    let keys: [SigningKey]

    init(response: XMLElement, assertion: XMLElement?, keys: [SigningKey]) {
        self.response = response
        self.assertion = assertion
        self.keys = keys
        entries = response.descendants(SignatureName.signature).compactMap(Entry.init)
    }

    /// The signature that stands directly in the response.
    var ofResponse: Entry? { entries.first { $0.target.isSame(as: response) } }

    /// The signature that stands directly in the assertion.
    var ofAssertion: Entry? {
        assertion.flatMap { assertion in entries.first { $0.target.isSame(as: assertion) } }
    }

    /// The finding of the first entry that `judge` objects to, or the last one.
    func each(_ judge: (Entry) -> Finding) -> Finding {
        var last = Finding.notApplicable("no signature")
        for entry in entries {
            last = judge(entry)
            if last.status == .fail { return last }
        }
        return last
    }
}
