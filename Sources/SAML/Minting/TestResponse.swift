/// A response of a test identity provider that keeps every rule, or breaks the one that it was asked to break.
public struct TestResponse: Sendable {
    /// Which elements are signed.
    public enum Placement: String, Sendable, CaseIterable {
        /// The response, the assertion, both of them, or neither.
        case response, assertion, both, none
    }

    /// The identity provider's key, with or without its certificate.
    public var key: PrivateKey
    /// Entity ID of the identity provider.
    public var issuer: String
    /// Entity ID of the service provider.
    public var audience: String
    /// Where the response is posted to, as the response says.
    public var destination: String?
    /// The same, as the assertion says.
    public var recipient: String
    /// The request that is answered; `nil` for none.
    public var inResponseTo: String?
    /// The person.
    public var nameID = "alice@example.com"
    /// What kind of name that is.
    public var nameIDFormat = NameIDFormat.emailAddress
    /// Attributes by name, in this order.
    public var attributes: [(name: String, values: [String])] = [("email", ["alice@example.com"])]
    /// When everything was issued, seconds since 1970 UTC.
    public var issuedAt: Int64
    /// When the assertion stops being valid, seconds since 1970 UTC.
    public var notOnOrAfter: Int64
    /// Which elements are signed.
    public var placement = Placement.assertion
    /// How they are signed.
    public var algorithm: SignatureAlgorithm
    /// How they are digested.
    public var digest = DigestAlgorithm.sha256
    /// Whether signatures hold the key's certificate.
    public var includesCertificate = true
    /// For whom the assertion is encrypted; `nil` leaves it in plain.
    public var recipientCertificate: Certificate?

    /// A response that is good for five minutes from `now`.
    public init(
        key: PrivateKey, issuer: String, audience: String, acsURL: String, inResponseTo: String?,
        at now: Int64
    ) {
        self.key = key
        self.issuer = issuer
        self.audience = audience
        destination = acsURL
        recipient = acsURL
        self.inResponseTo = inResponseTo
        issuedAt = now
        notOnOrAfter = now + 300
        algorithm = key.signatureAlgorithm
    }

    /// Makes the response.
    /// - Parameters:
    ///   - flaw: what is wrong with it.
    ///   - random: IDs come from here.
    /// - Returns: the XML document in UTF-8.
    public func xml(
        breaking flaw: Flaw? = nil, random: inout some RandomNumberGenerator
    ) throws(MintingError) -> [UInt8] {
        var parts = Parts(
            response: response(id: AuthnRequest.newID(random: &random)),
            assertion: assertion(id: AuthnRequest.newID(random: &random)))
        try flaw?.beforeSigning(&parts, self)
        let signature = EnvelopedSignature(
            key: key, algorithm: algorithm, digest: digest, includesCertificate: includesCertificate)
        if placement == .assertion || placement == .both { try signature.sign(&parts.assertion) }
        var whole = parts.response
        if let recipientCertificate {
            whole.append(try AssertionEncryption(for: recipientCertificate).encrypt(parts.assertion))
        } else {
            whole.append(parts.assertion)
        }
        if placement == .response || placement == .both { try signature.sign(&whole) }
        return Array((try flaw?.afterSigning(whole.text) ?? whole.text).utf8)
    }

    /// A response and its assertion before they are signed and put together.
    struct Parts {
        var response: CanonicalElement
        var assertion: CanonicalElement
    }

    private func response(id: String) -> CanonicalElement {
        CanonicalElement(
            "samlp:Response",
            [
                "ID": id, "Version": "2.0", "IssueInstant": CalendarInstant.format(issuedAt),
                "Destination": destination, "InResponseTo": inResponseTo,
            ],
            [
                CanonicalElement("saml:Issuer", text: issuer),
                CanonicalElement(
                    "samlp:Status", [:],
                    [CanonicalElement("samlp:StatusCode", ["Value": StatusValue.success])]),
            ])
    }

    private func assertion(id: String) -> CanonicalElement {
        let end = CalendarInstant.format(notOnOrAfter)
        let data = CanonicalElement(
            "saml:SubjectConfirmationData",
            ["InResponseTo": inResponseTo, "Recipient": recipient, "NotOnOrAfter": end])
        let subject = CanonicalElement(
            "saml:Subject", [:],
            [
                CanonicalElement("saml:NameID", ["Format": nameIDFormat], text: nameID),
                CanonicalElement(
                    "saml:SubjectConfirmation", ["Method": AssertionReading.Confirmation.bearer], [data]),
            ])
        let audience = CanonicalElement(
            "saml:AudienceRestriction", [:], [CanonicalElement("saml:Audience", text: audience)])
        let conditions = CanonicalElement(
            "saml:Conditions",
            ["NotBefore": CalendarInstant.format(issuedAt - 30), "NotOnOrAfter": end], [audience])
        let context = CanonicalElement(
            "saml:AuthnContext", [:],
            [
                CanonicalElement(
                    "saml:AuthnContextClassRef",
                    text: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport")
            ])
        let authentication = CanonicalElement(
            "saml:AuthnStatement",
            [
                "AuthnInstant": CalendarInstant.format(issuedAt), "SessionIndex": id + "-session",
                "SessionNotOnOrAfter": CalendarInstant.format(issuedAt + 8 * 3600),
            ], [context])
        var parts = [CanonicalElement("saml:Issuer", text: issuer), subject, conditions, authentication]
        if !attributes.isEmpty {
            parts.append(CanonicalElement("saml:AttributeStatement", [:], attributes.map(Self.attribute)))
        }
        return CanonicalElement(
            "saml:Assertion",
            ["ID": id, "Version": "2.0", "IssueInstant": CalendarInstant.format(issuedAt)], parts)
    }

    /// One `saml:Attribute`.
    static func attribute(name: String, values: [String]) -> CanonicalElement {
        CanonicalElement(
            "saml:Attribute",
            ["Name": name, "NameFormat": "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"],
            values.map { CanonicalElement("saml:AttributeValue", text: $0) })
    }
}
