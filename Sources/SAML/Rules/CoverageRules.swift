/// Where assertions stand in a document: subject of the rules on what may be read.
struct AssertionPlacement {
    /// The posted response, or the decrypted assertion.
    let root: XMLElement
    let plain: [XMLElement]
    let encrypted: [XMLElement]
    /// Whatever else is encrypted.
    let encryptedParts: [XMLElement]
    /// Whether the response itself says that it brings no success, so that an assertion need not be there.
    let reportsError: Bool

    /// - Parameter response: root of a posted or signed document.
    init(response: XMLElement) {
        root = response
        plain = response.descendants(AssertionName.assertion)
        encrypted = response.descendants(AssertionName.encryptedAssertion)
        encryptedParts = Self.encryptedParts(of: response)
        let code = response.onlyChild(ProtocolName.status)?.onlyChild(ProtocolName.statusCode)?.attribute(
            "Value")
        reportsError = code != nil && code != StatusValue.success
    }

    /// - Parameter assertion: root of a document of its own.
    init(assertion: XMLElement) {
        root = assertion
        plain = [assertion] + assertion.descendants(AssertionName.assertion)
        encrypted = assertion.descendants(AssertionName.encryptedAssertion)
        encryptedParts = encrypted + Self.encryptedParts(of: assertion)
        reportsError = false
    }

    private static func encryptedParts(of root: XMLElement) -> [XMLElement] {
        root.descendants(AssertionName.encryptedID) + root.descendants(AssertionName.encryptedAttribute)
    }

    var count: Int { plain.count + encrypted.count }

    /// The assertion, when it is the only one of the document and stands directly in the response.
    var only: XMLElement? { count == 1 ? plain.first.flatMap(placed) : nil }

    /// The encrypted assertion, likewise.
    var onlyEncrypted: XMLElement? { count == 1 ? encrypted.first.flatMap(placed) : nil }

    private func placed(_ element: XMLElement) -> XMLElement? {
        element.isSame(as: root) || element.parent?.isSame(as: root) ?? false ? element : nil
    }
}

/// What covers the assertion that would be read: subject of the rules on who vouches for it.
struct AssertionCoverage {
    /// The assertion's place in the message, plain or decrypted.
    let hasAssertion: Bool
    let isEncrypted: Bool
    let isResponseSigned: Bool
    let isAssertionSigned: Bool

    /// The signed elements around the assertion, itself included.
    var signed: [String] {
        (isResponseSigned ? ["Response"] : []) + (isAssertionSigned ? ["Assertion"] : [])
    }
}

/// The SEE family, as far as it concerns where things stand, and who must have signed them.
enum CoverageRules {
    /// Rules on one document before a signature in it is looked at.
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
            return .that(
                placement.only != nil || placement.onlyEncrypted != nil, expected: "a child of Response",
                found: "a child of \(element.parent?.displayName ?? "nothing")")
        },
        Rule(.enc09, "no EncryptedID, no EncryptedAttribute, nothing encrypted twice") { placement in
            guard let first = placement.encryptedParts.first else { return .pass }
            return .fail(expected: "names and attributes in plain", found: first.displayName)
        },
    ]

    /// Rules that need to know every signature of the message, that of a decrypted assertion included. Whether those
    /// signatures are valid is for the SIG rules to say.
    static let coverage: [Rule<AssertionCoverage>] = [
        Rule(.enc08, "encryption is no signature") { coverage in
            guard coverage.isEncrypted else { return .notApplicable("nothing is encrypted") }
            return judge(coverage)
        },
        Rule(.sig02, "the assertion is covered by a signature", judge),
    ]

    @Sendable private static func judge(_ coverage: AssertionCoverage) -> Finding {
        guard coverage.hasAssertion else {
            return coverage.isEncrypted ? .notReached : .notApplicable("no assertion")
        }
        return .that(
            !coverage.signed.isEmpty, expected: "a signature of Response or Assertion",
            found: coverage.signed.isEmpty ? nil : "signed: \(coverage.signed.joined(separator: " and "))")
    }
}
