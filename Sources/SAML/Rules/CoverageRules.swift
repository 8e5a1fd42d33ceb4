/// Where assertions stand in a posted document: subject of the rules on what may be read.
struct AssertionPlacement {
    let response: XMLElement
    let plain: [XMLElement]
    let encrypted: [XMLElement]
    let encryptedIdentifiers: [XMLElement]
    /// Whether the response itself says that it brings no success, so that an assertion need not be there.
    let reportsError: Bool

    init(response: XMLElement) {
        self.response = response
        plain = response.descendants(AssertionName.assertion)
        encrypted = response.descendants(AssertionName.encryptedAssertion)
        encryptedIdentifiers =
            response.descendants(AssertionName.encryptedID)
            + response.descendants(AssertionName.encryptedAttribute)
        let code = response.onlyChild(ProtocolName.status)?.onlyChild(ProtocolName.statusCode)?.attribute(
            "Value")
        reportsError = code != nil && code != StatusValue.success
    }

    var count: Int { plain.count + encrypted.count }

    /// The assertion, when it is the only one of the document and stands directly in the response.
    var only: XMLElement? {
        guard count == 1, let assertion = plain.first, let parent = assertion.parent else { return nil }
        return parent.isSame(as: response) ? assertion : nil
    }
}

/// The SEE and ENC families, as far as they concern the posted document before a signature is looked at.
enum CoverageRules {
    static let list: [Rule<AssertionPlacement>] = [
        Rule(.see03, "exactly one assertion in the whole document") { placement in
            if placement.count == 0, placement.reportsError {
                return .notApplicable("no assertion: the identity provider reports an error")
            }
            return .that(placement.count == 1, expected: "1", found: "\(placement.count)")
        },
        Rule(.see02, "the assertion stands directly in the response") { placement in
            guard placement.count == 1, let element = placement.plain.first ?? placement.encrypted.first
            else {
                return .notApplicable("no single assertion")
            }
            let isChild = element.parent?.isSame(as: placement.response) ?? false
            return .that(
                isChild, expected: "a child of Response",
                found: "a child of \(element.parent?.displayName ?? "nothing")")
        },
        Rule(.enc07, "decryption with configured keys only") { placement in
            guard !placement.encrypted.isEmpty else { return .notApplicable("nothing is encrypted") }
            return .fail(
                expected: "an assertion in plain", found: "EncryptedAssertion, and no decryption key")
        },
        Rule(.enc09, "no EncryptedID, no EncryptedAttribute") { placement in
            guard let first = placement.encryptedIdentifiers.first else { return .pass }
            return .fail(expected: "names and attributes in plain", found: first.displayName)
        },
    ]
}
