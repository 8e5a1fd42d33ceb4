/// What a posted response claims about itself, read without any check of who wrote it.
///
/// Good for finding the login it may belong to and for the audit log; never for a decision in anybody's
/// favour.
public struct UnverifiedResponse: Sendable {
    /// The ID it claims.
    public let id: String?
    /// The request it claims to answer.
    public let inResponseTo: String?
    /// The identity provider it claims to come from: its own `Issuer`, else that of its only assertion.
    public let issuer: String?

    /// Reads the value of a posted `SAMLResponse` field; `nil` when it is not a response that could be
    /// verified.
    public init?(base64: [UInt8]) {
        guard let xml = try? PostedField.document(in: base64) else { return nil }
        self.init(xml: xml)
    }

    /// Reads a response given as XML; `nil` when it is not one that could be verified.
    public init?(xml: [UInt8]) {
        guard let root = try? XMLDocument.parse(xml, limits: .response).root,
            root.matches(ProtocolName.response)
        else { return nil }
        id = root.attribute("ID")
        inResponseTo = root.attribute("InResponseTo")
        let assertion = root.onlyChild(AssertionName.assertion)
        issuer =
            (root.onlyChild(AssertionName.issuer) ?? assertion?.onlyChild(AssertionName.issuer))?.content
            .value
    }
}
