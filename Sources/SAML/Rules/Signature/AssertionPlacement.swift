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
