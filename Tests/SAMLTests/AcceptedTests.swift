import Testing

@testable import SAML

/// A change to a good response, or to what is asked of it, that breaks no rule.
struct Accepted: CustomTestStringConvertible {
    let code: RuleCode
    let testDescription: String
    let status: RuleStatus
    let verify: @Sendable () -> Verification

    init(
        _ code: RuleCode, _ what: String, _ status: RuleStatus = .pass, _ changes: [(String, String)] = [],
        for judge: @escaping @Sendable (String) -> Verification = { ResponseFixture.verify($0) }
    ) {
        self.code = code
        self.status = status
        testDescription = "\(code.rawValue) \(what)"
        verify = {
            judge(changes.reduce(ResponseFixture(.both)) { $0.replacing($1.0, $1.1) }.signed)
        }
    }
}

private let format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
private let emailFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
private let password = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
private let end = "</saml:AttributeStatement>"
private let data = "<saml:SubjectConfirmationData "

private let acceptedResponses: [Accepted] = [
    Accepted(
        .parse14, "everything that the schemas have a place for", .pass,
        [
            ("ID=\"_response\"", "ID=\"_response\" Consent=\"u:x\""),
            (
                "<samlp:Status>",
                "<samlp:Extensions><x:y xmlns:x=\"u:x\"/></samlp:Extensions>\n  <samlp:Status>\t"
            ),
            (
                "status:Success\"/>",
                "status:Success\"><samlp:StatusCode Value=\"u:x\"/></samlp:StatusCode><samlp:StatusMessage>fine"
                    + "</samlp:StatusMessage><samlp:StatusDetail><x:y xmlns:x=\"u:x\">z</x:y></samlp:StatusDetail>"
            ),
            (
                "</saml:Conditions>",
                "<saml:OneTimeUse/><saml:ProxyRestriction Count=\"0\"><saml:Audience>u:x</saml:Audience>"
                    + "</saml:ProxyRestriction></saml:Conditions><saml:Advice><saml:AssertionIDRef>_x"
                    + "</saml:AssertionIDRef><x:y xmlns:x=\"u:x\"/></saml:Advice>"
            ),
            ("<saml:AuthnContext>", "<saml:SubjectLocality Address=\"192.0.2.1\"/><saml:AuthnContext>"),
            (
                "</saml:AuthnContext>",
                "<saml:AuthnContextDeclRef>u:x</saml:AuthnContextDeclRef><saml:AuthenticatingAuthority>u:x"
                    + "</saml:AuthenticatingAuthority></saml:AuthnContext>"
            ),
            (
                "<saml:AttributeStatement>",
                "<saml:AttributeStatement xmlns:x=\"u:x\" xsi:schemaLocation=\"u:x x.xsd\"><saml:Attribute Name=\"a\" "
                    + "x:Encoding=\"LDAP\" FriendlyName=\"b\" NameFormat=\"u:x\"><saml:AttributeValue><x:y any=\"1\"/>"
                    + "</saml:AttributeValue></saml:Attribute>"
            ),
        ]),
    Accepted(
        .parse14, "a context by declaration", .pass,
        [
            (
                "<saml:AuthnContextClassRef>\(password)</saml:AuthnContextClassRef>",
                "<saml:AuthnContextDeclRef>u:x</saml:AuthnContextDeclRef>"
            )
        ]),
    Accepted(
        .parse14, "another confirmation with a key", .pass,
        [
            (
                "</saml:Subject>",
                "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:holder-of-key\">"
                    + "<saml:SubjectConfirmationData><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"
                    + "</saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>"
            )
        ]),
    Accepted(
        .asrt07, "a NotBefore in the past, where one is allowed", .warn,
        [(data, data + "NotBefore=\"2026-11-20T12:01:00Z\" ")],
        for: ResponseFixture.judge(weaknesses: [.scdNotBefore])),
    Accepted(
        .asrt09, "an address that nobody asked for", .notApplicable, [(data, data + "Address=\"192.0.2.1\" ")]
    ),
    Accepted(
        .asrt09, "the person's address", .pass, [(data, data + "Address=\"192.0.2.1\" ")],
        for: ResponseFixture.judge { $0.clientAddress = "192.0.2.1" }),
    Accepted(
        .asrt09, "no address", .notApplicable, for: ResponseFixture.judge { $0.clientAddress = "192.0.2.1" }),
    Accepted(
        .asrt15, "one of the ways that are asked for",
        for: ResponseFixture.judge { $0.authnContexts = ["u:x", password] }),
    Accepted(.asrt15, "any way", .notApplicable),
    Accepted(
        .asrt16, "dates far away, of an assertion just made", .pass,
        [("2026-11-20T12:05:00Z", "2036-11-20T12:05:00Z"), ("2026-11-20T12:06:00Z", "2036-11-20T12:06:00Z")]),
    Accepted(.asrt16, "an assertion as old as it may be", .pass, [("11:59:57Z", "11:49:01Z")]),
    Accepted(
        .asrt19, "a sign-in not before the moment asked for, clocks differing", .pass,
        [("11:40:00Z", "11:58:00Z")],
        for: ResponseFixture.judge { $0.signedInAfter = ResponseFixture.now - 60 }),
    Accepted(.asrt19, "a sign-in of any time", .notApplicable),
    Accepted(
        .nid04, "a format that is asked for",
        for: ResponseFixture.judge { $0.nameIDFormats = ["u:x", format] }),
    Accepted(
        .nid04, "no format where an unspecified one will do", .pass, [(" Format=\"\(format)\"", "")],
        for: ResponseFixture.judge {
            $0.nameIDFormats = ["urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"]
        }),
    Accepted(
        .nid05, "both qualifiers", .pass,
        [
            (
                "<saml:NameID ",
                "<saml:NameID NameQualifier=\"\(ResponseFixture.entityID)\" "
                    + "SPNameQualifier=\"\(ResponseFixture.relyingParty.entityID)\" SPProvidedID=\"x\" "
            )
        ]),
    Accepted(.nid06, "no format", .pass, [(" Format=\"\(format)\"", "")]),
    Accepted(.attr01, "no attributes", .notApplicable) { _ in
        let fixture = ResponseFixture(.both)
        let statement = fixture.xml.slice(from: "<saml:AttributeStatement>", through: end)
        return ResponseFixture.verify(fixture.replacing(statement, "").signed)
    },
    Accepted(.attr03, "no address", .notApplicable, [("Name=\"email\"", "Name=\"EMAIL\"")]),
    Accepted(
        .attr05, "an address of the right domain, in capitals", .pass,
        [("alice@example.com", "alice@EXAMPLE.com")],
        for: ResponseFixture.judge { $0.emailDomains = ["example.org", "Example.COM"] }),
    Accepted(.attr05, "an address of any domain", .notApplicable),
    Accepted(
        .attr06, "an address with everything that may be in one", .pass,
        [("alice@example.com", "a.b+c!#$%&amp;'*-/=?^_`{|}~9@x-1.xn--bcher-kva.example")]),
    Accepted(
        .attr07, "the same address with another case of its domain", .pass,
        [
            ("alice-7f3a", "alice@Example.Com"), (format, emailFormat),
            (
                end,
                "<saml:Attribute Name=\"mail\"><saml:AttributeValue>bob@example.com</saml:AttributeValue></saml:Attribute>"
                    + end
            ),
        ]),
    Accepted(.see04, "a signed response", .notApplicable),
]

@Suite struct AcceptedTests {
    @Test(arguments: acceptedResponses)
    func responseThatBreaksNoRuleIsAccepted(row: Accepted) {
        let verification = row.verify()
        #expect(verification.reason == nil)
        #expect(verification.assertion != nil)
        #expect(verification.status(row.code) == row.status)
    }

    @Test func unsignedResponseMayLeaveItsDestinationOut() {
        let xml = ResponseFixture(.assertion).replacing(
            " Destination=\"https://sp.example.org/saml/acs\"", ""
        ).signed
        let verification = ResponseFixture.verify(xml)
        #expect(verification.assertion != nil)
        #expect(verification.status(.see04) == .pass)
        #expect(verification.status(.resp04) == .notApplicable)
    }

    @Test func idsNeedNotBeRememberedForLongWhateverTheDatesSay() throws {
        let far = ResponseFixture().replacing("2026-11-20T12:05:00Z", "2036-11-20T12:05:00Z")
            .replacing("2026-11-20T12:06:00Z", "2036-11-20T12:06:00Z").signed
        let assertion = try #require(ResponseFixture.verify(far).assertion)
        // Issued three seconds before now, and refused from ten minutes and the skew later on.
        #expect(assertion.expiresAt == ResponseFixture.now - 3 + 600 + 60)
        let young = far.replacingFirst("11:59:58Z", "12:10:00Z")
        let judge = { (now: Int64) in ResponseFixture.verify(young, at: now).assertion != nil }
        #expect(judge(assertion.expiresAt - 1))
        #expect(!judge(assertion.expiresAt))
    }

    @Test func attributesThatNobodyAsksForChangeNothing() throws {
        let more =
            "<saml:Attribute Name=\"role\"><saml:AttributeValue>root</saml:AttributeValue></saml:Attribute>"
        let xml = ResponseFixture().replacing(
            "</saml:AttributeStatement>", more + "</saml:AttributeStatement>"
        ).signed
        let verification = ResponseFixture.verify(xml)
        let plain = ResponseFixture.verify(ResponseFixture().signed)
        #expect(verification.results.map(\.status) == plain.results.map(\.status))
        #expect(try verification.assertion?.value(of: "email") == "alice@example.com")
    }

    @Test func attributesAreToldApartByNameAndFormatNeverByFriendlyName() throws {
        func attribute(_ format: String, _ value: String) -> String {
            "<saml:Attribute Name=\"id\" NameFormat=\"\(format)\" FriendlyName=\"mail\"><saml:AttributeValue>\(value)"
                + "</saml:AttributeValue></saml:Attribute>"
        }
        let end = "</saml:AttributeStatement>"
        let xml = ResponseFixture().replacing(end, attribute("u:a", "1") + attribute("u:b", "2") + end).signed
        let verification = ResponseFixture.verify(xml)
        let assertion = try #require(verification.assertion)
        #expect(verification.status(.attr02) == .pass)
        #expect(try assertion.value(of: "id", nameFormat: "u:b") == "2")
        #expect(throws: AttributeError.repeated(name: "id")) { try assertion.value(of: "id") }
        #expect(try assertion.value(of: "mail") == nil)
    }
}
