@testable import SAML

/// A response that keeps every rule, to be bent before it is signed or broken afterwards.
struct ResponseFixture {
    /// Which elements carry a signature.
    enum Shape: CaseIterable {
        case assertion, response, both, none
    }

    static let entityID = "https://idp.example.org/saml"
    static let relyingParty = RelyingParty(
        entityID: "https://sp.example.org/saml", acsURL: "https://sp.example.org/saml/acs")
    static let requestID = "_5a3cda4ef2f9b1d4"
    /// 2026-11-20T12:00:00Z.
    static let now: Int64 = 1_795_176_000

    var xml: String
    var key = TestKey.provider

    init(_ shape: Shape = .assertion) {
        let inResponse = shape == .response || shape == .both ? Self.template(for: "_response") : ""
        let inAssertion = shape == .assertion || shape == .both ? Self.template(for: "_assertion") : ""
        xml = Self.response(signature: inResponse, content: Self.assertion(signature: inAssertion))
    }

    static func template(for id: String) -> String {
        """
        <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>\
        <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>\
        <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>\
        <ds:Reference URI="#\(id)"><ds:Transforms>\
        <ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>\
        <ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>\
        </ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>\
        <ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>
        """
    }

    private static func response(signature: String, content: String) -> String {
        """
        <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" \
        xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0" \
        IssueInstant="2026-11-20T11:59:58Z" Destination="https://sp.example.org/saml/acs" \
        InResponseTo="\(requestID)"><saml:Issuer>\(entityID)</saml:Issuer>\(signature)\
        <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>\
        \(content)</samlp:Response>
        """
    }

    private static func assertion(signature: String) -> String {
        """
        <saml:Assertion xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_assertion" Version="2.0" \
        IssueInstant="2026-11-20T11:59:57Z"><saml:Issuer Format="\(IssuerReading.entityFormat)">\(entityID)\
        </saml:Issuer>\(signature)<saml:Subject>\
        <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice-7f3a</saml:NameID>\
        <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">\
        <saml:SubjectConfirmationData InResponseTo="\(requestID)" Recipient="https://sp.example.org/saml/acs" \
        NotOnOrAfter="2026-11-20T12:05:00Z"/></saml:SubjectConfirmation></saml:Subject>\
        <saml:Conditions NotBefore="2026-11-20T11:59:30Z" NotOnOrAfter="2026-11-20T12:06:00Z">\
        <saml:AudienceRestriction><saml:Audience>https://sp.example.org/saml</saml:Audience>\
        </saml:AudienceRestriction></saml:Conditions>\
        <saml:AuthnStatement AuthnInstant="2026-11-20T11:40:00Z" SessionIndex="_session" \
        SessionNotOnOrAfter="2026-11-20T20:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>\
        urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>\
        </saml:AuthnStatement><saml:AttributeStatement>\
        <saml:Attribute Name="email"><saml:AttributeValue xsi:type="xs:string">alice@example.com\
        </saml:AttributeValue></saml:Attribute>\
        <saml:Attribute Name="groups"><saml:AttributeValue>staff</saml:AttributeValue>\
        <saml:AttributeValue>admins</saml:AttributeValue></saml:Attribute>\
        </saml:AttributeStatement></saml:Assertion>
        """
    }

    /// The same with the first `old` replaced; `old` must be there.
    func replacing(_ old: String, _ new: String) -> ResponseFixture {
        var copy = self
        copy.xml = xml.replacingFirst(old, new)
        return copy
    }

    func signed(by key: TestKey) -> ResponseFixture {
        var copy = self
        copy.key = key
        return copy
    }

    /// The signed document.
    var signed: String { key.sign(xml) }

    /// A verifier that expects nothing beyond the rules, unless it is told otherwise.
    static func verifier(
        _ keys: [TestKey] = [.provider], decryptingWith recipients: [TestKey] = [],
        granting weaknesses: Set<Weakness> = [], expecting expectations: Expectations = Expectations(),
        skew: Int64 = 60, secondOpinion: Bool = true
    ) -> Verifier {
        Verifier(
            relyingParty: RelyingParty(
                entityID: relyingParty.entityID, acsURL: relyingParty.acsURL,
                decryptionKeys: recipients.map(\.decryption)),
            identityProvider: TrustedIdentityProvider(
                entityID: entityID, signingKeys: keys.map(\.pinned), weaknesses: weaknesses),
            expectations: expectations, skew: skew, secondOpinion: secondOpinion)
    }

    /// Verifies `xml` as the answer to the request that was sent, at `now`.
    static func verify(
        _ xml: String, keys: [TestKey] = [.provider], granting weaknesses: Set<Weakness> = [],
        secondOpinion: Bool = true, at now: Int64 = Self.now
    ) -> Verification {
        verifier(keys, granting: weaknesses, secondOpinion: secondOpinion).verify(
            xml: Array(xml.utf8), correlation: .request(id: requestID), at: now)
    }
}

extension String {
    func replacingFirst(_ old: String, _ new: String) -> String {
        guard let changed = replacing(first: old, by: new) else {
            preconditionFailure("a fixture holds no \(old)")
        }
        return changed
    }

    /// From the first `start` up to and including the first `end` after it, which must be there.
    func slice(from start: String, through end: String) -> String { part(from: start, through: end)! }
}

extension Verification {
    /// How the rule `code` came out.
    func status(_ code: RuleCode) -> RuleStatus? { results.first { $0.code == code }?.status }
}
