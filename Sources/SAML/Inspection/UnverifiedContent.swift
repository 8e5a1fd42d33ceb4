/// Everything of interest that a response says, read without any check of who wrote it: for people who look for what is
/// wrong, never for a decision.
///
/// The document passed the same parser as a response that is verified. Texts are as they stand; show them through
/// ``printable(_:)``.
public struct UnverifiedContent: Sendable {
    /// The root element's name, `Response` in a response.
    public let root: String
    /// Attributes of the root.
    public let id, issueInstant, destination, inResponseTo: String?
    /// The response's own `Issuer`.
    public let issuer: String?
    /// The top-level status code, and what stands below it.
    public let status, statusDetail: String?
    /// Assertions in plain, wherever they stand, in document order.
    public let assertions: [UnverifiedAssertion]
    /// Encrypted assertions.
    public let encrypted: [UnverifiedEncryption]
    /// Signatures, wherever they stand.
    public let signatures: [UnverifiedSignature]

    /// Why a document is not looked at: the PARSE rule that it breaks.
    public struct Refusal: Error, Equatable, Sendable {
        /// The broken rule.
        public let code: RuleCode
        /// What was expected and what was found; printable.
        public let expected, found: String
    }

    /// Reads a captured response.
    public init(_ captured: CapturedResponse) throws(Refusal) {
        let document: XMLDocument
        do throws(ParseRefusal) {
            document = try XMLDocument.parse(Self.octets(of: captured.message), limits: .response)
        } catch {
            throw Refusal(
                code: error.code, expected: printable(error.expected), found: printable(error.found))
        }
        let element = document.root
        let reading = ResponseReading(element)
        root = element.displayName
        id = reading.id
        issueInstant = reading.issueInstant
        destination = reading.destination
        inResponseTo = reading.inResponseTo
        issuer = reading.issuers.first?.value
        status = reading.statusCodes.first
        statusDetail = reading.statusDetail
        assertions = element.descendants(AssertionName.assertion).map(UnverifiedAssertion.init)
        encrypted = element.descendants(AssertionName.encryptedAssertion).map(UnverifiedEncryption.init)
        signatures = element.descendants(SignatureName.signature).map(UnverifiedSignature.init)
    }

    private static func octets(of message: CapturedResponse.Message) throws(ParseRefusal) -> [UInt8] {
        switch message {
        case .xml(let octets): return octets
        case .base64(let field): return try PostedField.document(in: field)
        }
    }
}
