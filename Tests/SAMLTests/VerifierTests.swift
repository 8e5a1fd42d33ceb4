import Testing

@testable import SAML

@Suite struct VerifierTests {
    private let now = ResponseFixture.now

    private func accepts(
        _ fixture: ResponseFixture, at now: Int64, skew: Int64, correlation: Correlation? = nil
    ) -> Bool {
        let verification = ResponseFixture.verifier(skew: skew).verify(
            xml: Array(fixture.signed.utf8),
            correlation: correlation ?? .request(id: ResponseFixture.requestID), at: now)
        return verification.assertion != nil
    }

    @Test func endsAreExclusiveAndMovedByTheSkew() {
        // Only the confirmation's end, five minutes on, is near; the response is re-dated to be young enough.
        let fixture = ResponseFixture().replacing("11:59:58Z", "12:03:00Z")
        let end = now + 300
        #expect(accepts(fixture, at: end - 1, skew: 0))
        #expect(!accepts(fixture, at: end, skew: 0))
        #expect(accepts(fixture, at: end + 59, skew: 60))
        #expect(!accepts(fixture, at: end + 60, skew: 60))
    }

    @Test func beginsAreInclusiveAndMovedByTheSkew() {
        let fixture = ResponseFixture().replacing("11:59:30Z", "12:00:30Z")
        #expect(!accepts(fixture, at: now + 29, skew: 0))
        #expect(accepts(fixture, at: now + 30, skew: 0))
        #expect(accepts(fixture, at: now, skew: 30))
    }

    @Test func skewBeyondFiveMinutesIsRefused() {
        for skew: Int64 in [-1, 301] {
            let verification = ResponseFixture.verifier(skew: skew).verify(
                xml: Array(ResponseFixture().signed.utf8),
                correlation: .request(id: ResponseFixture.requestID), at: now)
            #expect(verification.reason?.code == .asrt17)
        }
        #expect(accepts(ResponseFixture(), at: now, skew: 300))
    }

    @Test func unsolicitedResponseAnswersNoRequest() {
        let answer = " InResponseTo=\"\(ResponseFixture.requestID)\""
        let unsolicited = ResponseFixture().replacing(answer, "").replacing(answer, "")
        #expect(accepts(unsolicited, at: now, skew: 60, correlation: .unsolicited))
        #expect(!accepts(unsolicited, at: now, skew: 60))
        #expect(!accepts(ResponseFixture(), at: now, skew: 60, correlation: .unsolicited))
        #expect(
            !accepts(ResponseFixture().replacing(answer, ""), at: now, skew: 60, correlation: .unsolicited))
    }

    @Test func oneGoodConfirmationAmongBadOnesIsEnough() {
        let bad =
            "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">"
            + "<saml:SubjectConfirmationData Recipient=\"https://other.example/\"/></saml:SubjectConfirmation>"
        let first = "<saml:SubjectConfirmation "
        #expect(accepts(ResponseFixture().replacing(first, bad + first), at: now, skew: 60))
        let many = String(repeating: bad, count: 8)
        #expect(!accepts(ResponseFixture().replacing(first, many + first), at: now, skew: 60))
    }

    @Test func base64IsStrict() {
        let xml = Array(ResponseFixture().signed.utf8)
        let text = Base64.encode(xml)
        let verifier = ResponseFixture.verifier()
        func reason(_ value: String) -> RuleCode? {
            verifier.verify(
                base64: Array(value.utf8), correlation: .request(id: ResponseFixture.requestID), at: now
            ).reason?.code
        }
        #expect(reason(text) == nil)
        #expect(reason(text.prefix(76) + "\r\n" + text.dropFirst(76)) == nil)
        #expect(reason("*" + text) == .parse02)
        #expect(reason(text.replacingFirst("A", "-")) == .parse02)
        #expect(reason(text + "====") == .parse02)
        #expect(reason(String(repeating: "A", count: 400_000)) == .parse01)
    }

    @Test func resultsAfterAFailureStillSayWhatElseIsWrong() {
        let xml = ResponseFixture().replacing("<saml:Audience>https://sp", "<saml:Audience>https://other")
            .signed(by: .stranger).signed
        let verification = ResponseFixture.verify(xml)
        #expect(verification.reason?.code == .sig16)
        #expect(verification.status(.asrt11) == .fail)
        #expect(verification.results.first { $0.code == .asrt11 }?.expected == "https://sp.example.org/saml")
        #expect(verification.results.first { $0.code == .asrt11 }?.found == "https://other.example.org/saml")
    }

    @Test func repeatedAndStructuredAttributesCannotBeUsedAsSingleValues() throws {
        let more =
            "<saml:Attribute Name=\"groups\"><saml:AttributeValue>root</saml:AttributeValue></saml:Attribute>"
            + "<saml:Attribute Name=\"id\"><saml:AttributeValue><saml:NameID>x</saml:NameID></saml:AttributeValue>"
            + "</saml:Attribute><saml:Attribute Name=\"none\"><saml:AttributeValue xsi:nil=\"true\"/></saml:Attribute>"
        let end = "</saml:AttributeStatement>"
        let verification = ResponseFixture.verify(ResponseFixture().replacing(end, more + end).signed)
        let assertion = try #require(verification.assertion)
        #expect(verification.status(.attr02) == .warn)
        #expect(verification.status(.attr04) == .warn)
        #expect(throws: AttributeError.repeated(name: "groups")) { try assertion.value(of: "groups") }
        #expect(throws: AttributeError.notSingle(name: "none", count: 0)) { try assertion.value(of: "none") }
        #expect(try assertion.value(of: "id") == nil)
    }

    @Test func unverifiedResponseIsReadWithoutTrust() throws {
        let xml = ResponseFixture().signed(by: .stranger).signed
        let claim = try #require(UnverifiedResponse(base64: Array(Base64.encode(Array(xml.utf8)).utf8)))
        #expect(claim.id == "_response")
        #expect(claim.issuer == ResponseFixture.entityID)
        #expect(claim.inResponseTo == ResponseFixture.requestID)
        #expect(UnverifiedResponse(xml: Array("<a/>".utf8)) == nil)
        #expect(UnverifiedResponse(base64: Array("PGE+".utf8)) == nil)
    }

    @Test func manyThreadsMayVerifyAtOnce() async {
        let verifier = ResponseFixture.verifier([.stranger, .provider])
        let good = Array(ResponseFixture(.both).signed.utf8)
        let bad = Array(ResponseFixture().signed(by: .expired).signed.utf8)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<50).allSatisfy { _ in
                        let correlation = Correlation.request(id: ResponseFixture.requestID)
                        let accepted = verifier.verify(
                            xml: good, correlation: correlation, at: ResponseFixture.now)
                        let refused = verifier.verify(
                            xml: bad, correlation: correlation, at: ResponseFixture.now)
                        return accepted.assertion != nil && refused.assertion == nil
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func escapedCharactersAreReadAsTheyAreMeant() {
        let party = RelyingParty(
            entityID: "https://sp.example.org/?a&<b>", acsURL: "https://sp.example.org/acs?a&\"b\"")
        let xml = ResponseFixture().xml.split(separator: ResponseFixture.relyingParty.acsURL)
            .joined(separator: "https://sp.example.org/acs?a&amp;&quot;b&quot;")
            .replacingFirst("https://sp.example.org/saml<", "https://sp.example.org/?a&#38;&lt;b&gt;<")
        let verifier = Verifier(
            relyingParty: party,
            identityProvider: TrustedIdentityProvider(
                entityID: ResponseFixture.entityID, signingKeys: [TestKey.provider.pinned]))
        let verification = verifier.verify(
            xml: Array(TestKey.provider.sign(xml).utf8), correlation: .request(id: ResponseFixture.requestID),
            at: now)
        #expect(verification.reason == nil)
    }

    @Test func whatIsShownCannotDisturbATerminal() {
        let xml = ResponseFixture().replacing("status:Success", "status:\u{202E}\u{85}x").signed
        let found = ResponseFixture.verify(xml).reason?.found
        #expect(found?.contains("\\u{202E}\\u{85}x") == true)
    }
}
