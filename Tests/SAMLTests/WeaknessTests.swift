import Testing

@testable import SAML

/// Departures of a provider from the rules on signatures: each is refused until it is granted, and then shows.
@Suite struct WeaknessTests {
    struct Row: CustomTestStringConvertible {
        let weakness: Weakness
        let code: RuleCode
        let what: String
        let fixture: @Sendable () -> ResponseFixture

        var testDescription: String { "\(weakness.rawValue) \(what)" }
    }

    private static func inclusive(_ element: String) -> ResponseFixture {
        ResponseFixture().replacing(
            "<ds:\(element) Algorithm=\"\(ResponseFixture.exclusive)\"/>",
            "<ds:\(element) Algorithm=\"\(ResponseFixture.inclusive)\"/>")
    }

    static let rows: [Row] = [
        Row(weakness: .sha1, code: .sig12, what: "signature") { ResponseFixture().using(.rsaSHA1) },
        Row(weakness: .sha1, code: .sig13, what: "digest") {
            ResponseFixture().using(.rsaSHA256, digest: .sha1)
        },
        Row(weakness: .rsa1024, code: .sig18, what: "key") { ResponseFixture().signed(by: .weak) },
        Row(weakness: .c14n10, code: .sig08, what: "transform") { inclusive("Transform") },
        Row(weakness: .c14n10, code: .sig09, what: "SignedInfo") { inclusive("CanonicalizationMethod") },
        Row(weakness: .signatureLast, code: .sig04, what: "of the assertion") {
            let template = ResponseFixture.template(for: "_assertion")
            return ResponseFixture().replacing(template, "")
                .replacing("</saml:Assertion>", template + "</saml:Assertion>")
        },
        Row(weakness: .signatureLast, code: .sig04, what: "of the response") {
            let template = ResponseFixture.template(for: "_response")
            return ResponseFixture(.response).replacing(template, "")
                .replacing("</samlp:Response>", template + "</samlp:Response>")
        },
        Row(weakness: .emptyURI, code: .sig06, what: "of the response") {
            ResponseFixture(.response).replacing("URI=\"#_response\"", "URI=\"\"")
        },
    ]

    @Test(arguments: rows)
    func isRefusedUntilItIsGranted(row: Row) {
        let others = Set(Weakness.allCases).subtracting([row.weakness])
        for granted in [[], others] {
            let verification = row.fixture().verify(granting: granted)
            #expect(verification.reason?.code == row.code)
            #expect(verification.assertion == nil)
        }
    }

    @Test(arguments: rows)
    func weaknessIsNamedWhereItWouldHelp(row: Row) {
        let advice = row.fixture().verify(granting: []).reason?.advice
        #expect(advice?.hasSuffix("--legacy \(row.weakness.rawValue)") == true, "\(advice ?? "none")")
    }

    @Test(arguments: [RuleCode.sig04, .sig06, .sig12, .sig13])
    func weaknessIsNotNamedWhereItWouldNotHelp(code: RuleCode) throws {
        let reason = try MintingTests.verify(MintingTests.response(), breaking: Flaw.breaking(code)).reason
        #expect(reason?.code == code)
        #expect(reason?.advice?.contains("--legacy") == false)
    }

    @Test(arguments: rows, [true, false])
    func isAcceptedWithAWarningWhenGranted(row: Row, secondOpinion: Bool) {
        let verification = row.fixture().verify(granting: [row.weakness], secondOpinion: secondOpinion)
        #expect(verification.reason == nil)
        #expect(verification.assertion?.nameID.value == "alice-7f3a")
        let warnings = verification.results.filter { $0.status == .warn }
        #expect(warnings.map(\.code) == [row.code])
        #expect(warnings.first?.found?.contains("weakness \(row.weakness.rawValue)") == true)
    }

    @Test(arguments: rows)
    func isNoExcuseForAChangedMessage(row: Row) {
        let fixture = row.fixture()
        let xml = fixture.signed.replacingFirst("alice-7f3a", "mallory")
        let verification = ResponseFixture.verify(xml, keys: [fixture.key], granting: Set(Weakness.allCases))
        #expect(verification.reason?.code == .sig16)
        #expect(verification.assertion == nil)
    }

    @Test func grantedWeaknessNobodyNeedsDoesNotShow() {
        let verification = ResponseFixture().verify(granting: Set(Weakness.allCases))
        #expect(verification.reason == nil)
        #expect(!verification.results.contains { $0.status == .warn })
    }

    /// The whole document is not what an assertion's signature vouches for.
    @Test func emptyURIOfAnAssertionIsRefusedEvenWhenGranted() {
        let fixture = ResponseFixture().replacing("URI=\"#_assertion\"", "URI=\"\"")
        #expect(fixture.verify(granting: [.emptyURI]).reason?.code == .sig06)
    }

    /// Nothing makes these acceptable.
    @Test(arguments: [
        "http://www.w3.org/2000/09/xmldsig#hmac-sha1", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
        "http://www.w3.org/2000/09/xmldsig#dsa-sha1", "http://www.w3.org/2009/xmldsig11#dsa-sha256",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160",
        "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
        "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1", "none", "",
    ])
    func someMethodsAreNeverAccepted(uri: String) {
        let xml = ResponseFixture().signed.replacingFirst(SignatureAlgorithm.rsaSHA256.rawValue, uri)
        let verification = ResponseFixture.verify(xml, keys: [.provider], granting: Set(Weakness.allCases))
        #expect(verification.reason?.code == .sig12)
    }

    @Test(arguments: [
        "http://www.w3.org/2001/04/xmldsig-more#md5", "http://www.w3.org/2001/04/xmlenc#ripemd160",
        "http://www.w3.org/2001/04/xmldsig-more#sha224", "",
    ])
    func someDigestsAreNeverAccepted(uri: String) {
        let xml = ResponseFixture().signed.replacingFirst(DigestAlgorithm.sha256.rawValue, uri)
        let verification = ResponseFixture.verify(xml, keys: [.provider], granting: Set(Weakness.allCases))
        #expect(verification.reason?.code == .sig13)
    }

    @Test func smallExponentIsNeverAccepted() {
        let verification = ResponseFixture().signed(by: .smallExponent).verify(
            granting: Set(Weakness.allCases))
        #expect(verification.reason?.code == .sig18)
    }

    @Test func canonicalisationWithParametersOfItsOwnIsRefused() {
        let element =
            "<ds:Transform Algorithm=\"\(ResponseFixture.inclusive)\">"
            + "<ec:InclusiveNamespaces xmlns:ec=\"\(ResponseFixture.exclusive)\" PrefixList=\"xs\"/></ds:Transform>"
        let fixture = ResponseFixture().replacing(
            "<ds:Transform Algorithm=\"\(ResponseFixture.exclusive)\"/>", element)
        #expect(fixture.verify(granting: [.c14n10]).reason?.code == .sig08)
    }
}
