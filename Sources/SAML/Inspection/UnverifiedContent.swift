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
        case .base64(let text):
            let limit = DocumentLimits.response.size / 2 * 3
            guard text.count <= limit else {
                throw ParseRefusal(
                    .parse01, expected: "at most \(limit) octets of base64", found: "\(text.count)")
            }
            guard let octets = Base64.decode(text) else {
                throw ParseRefusal(.parse02, expected: "base64", found: "something else")
            }
            return octets
        }
    }
}

/// What a `saml:Assertion` says, unverified.
public struct UnverifiedAssertion: Sendable {
    /// A bearer or other confirmation of the subject.
    public struct Confirmation: Sendable {
        /// How the subject is confirmed.
        public let method: String?
        /// For whom, until when and in answer to what.
        public let recipient, notBefore, notOnOrAfter, inResponseTo: String?
    }

    /// Attributes of the assertion, and its `Issuer`.
    public let id, issueInstant, issuer: String?
    /// The person's name, and what kind of name it is.
    public let nameID, nameIDFormat: String?
    /// The subject's confirmations.
    public let confirmations: [Confirmation]
    /// The period of `Conditions`.
    public let notBefore, notOnOrAfter: String?
    /// Every audience of every restriction.
    public let audiences: [String]
    /// From the first `AuthnStatement`.
    public let authnInstant, sessionIndex, sessionNotOnOrAfter: String?
    /// Attributes with the values that are plain text.
    public let attributes: [(name: String, values: [String])]

    init(_ element: XMLElement) {
        let reading = AssertionReading(element)
        id = reading.id
        issueInstant = reading.issueInstant
        issuer = reading.issuers.first?.value
        nameID = reading.names.first?.content.value
        nameIDFormat = reading.names.first?.format
        confirmations = reading.confirmations.map {
            Confirmation(
                method: $0.method, recipient: $0.recipient, notBefore: $0.notBefore,
                notOnOrAfter: $0.notOnOrAfter, inResponseTo: $0.inResponseTo)
        }
        notBefore = reading.conditions.first?.notBefore
        notOnOrAfter = reading.conditions.first?.notOnOrAfter
        audiences = reading.conditions.flatMap(\.audiences).flatMap { $0 }.compactMap { $0 }
        authnInstant = reading.authentications.first?.authnInstant
        sessionIndex = reading.authentications.first?.sessionIndex
        sessionNotOnOrAfter = reading.authentications.first?.sessionNotOnOrAfter
        attributes = reading.attributes.map { ($0.name ?? "", $0.values.map { $0 ?? "(not plain text)" }) }
    }
}

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

/// How an assertion is encrypted.
public struct UnverifiedEncryption: Sendable {
    /// An encrypted key.
    public struct Key: Sendable {
        /// Whether it stands beside the data instead of within its `KeyInfo`.
        public let isBeside: Bool
        /// Its algorithm, with digest and mask if they are named, as URIs.
        public let method, digest, mask: String?
        /// For whom it is meant.
        public let recipient: String?
        /// The certificates it names.
        public let certificates: [Certificate]
    }

    /// The algorithm of the content, a URI.
    public let method: String?
    /// Its keys.
    public let keys: [Key]
    /// What is wrong with its layout.
    public let objection: String?

    init(_ element: XMLElement) {
        let layout = EncryptedLayout(element)
        let beside = element.children(EncryptionName.encryptedKey)
        method = layout.data.map(EncryptedParts.Item.init)?.method?.algorithm
        objection = EncryptedParts(element).objection
        keys = layout.keys.map { key in
            let method = EncryptedParts.Item(key).method
            return Key(
                isBeside: beside.contains { $0.isSame(as: key) }, method: method?.algorithm,
                digest: method?.digest, mask: method?.mask, recipient: key.attribute("Recipient"),
                certificates: readCertificates(within: key))
        }
    }
}

/// The readable certificates that stand in `KeyInfo` within `element`.
private func readCertificates(within element: XMLElement) -> [Certificate] {
    element.descendants(SignatureName.x509Certificate).prefix(8).compactMap { element in
        element.content.value.flatMap { Base64.decode($0) }.flatMap { try? Certificate(der: $0) }
    }
}
