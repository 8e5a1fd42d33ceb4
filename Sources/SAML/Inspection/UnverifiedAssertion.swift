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
