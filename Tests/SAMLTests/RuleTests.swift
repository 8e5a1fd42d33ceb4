import Testing

@testable import SAML

@Suite struct RuleTests {
    @Test(arguments: [ResponseFixture.Shape.assertion, .response, .both])
    func goodResponseIsAccepted(shape: ResponseFixture.Shape) throws {
        let verification = ResponseFixture.verify(ResponseFixture(shape).signed)
        #expect(verification.reason == nil)
        #expect(!verification.results.contains { $0.status == .warn })
        let assertion = try #require(verification.assertion)
        #expect(assertion.nameID.value == "alice-7f3a")
        #expect(assertion.nameID.format == "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")
        #expect(assertion.issuer == ResponseFixture.entityID)
        #expect(assertion.responseID == "_response")
        #expect(assertion.assertionID == "_assertion")
        #expect(assertion.inResponseTo == ResponseFixture.requestID)
        #expect(assertion.sessionIndex == "_session")
        #expect(assertion.sessionNotOnOrAfter == ResponseFixture.now + 8 * 3600)
        #expect(assertion.authnInstant == ResponseFixture.now - 20 * 60)
        #expect(assertion.expiresAt == ResponseFixture.now + 6 * 60 + 60)
        #expect(try assertion.value(of: "email") == "alice@example.com")
        #expect(try assertion.value(of: "absent") == nil)
        #expect(throws: AttributeError.notSingle(name: "groups", count: 2)) {
            try assertion.value(of: "groups")
        }
    }

    @Test func everyRuleIsListedOnceInEveryVerification() {
        let accepted = ResponseFixture.verify(ResponseFixture().signed).results.map(\.code)
        let refused = ResponseFixture.verify("no XML").results.map(\.code)
        #expect(Set(accepted).count == accepted.count)
        #expect(accepted == refused)
    }

    @Test(arguments: brokenRules)
    func brokenRuleIsTheReason(row: BrokenRule) {
        let verification = row.judge(row.xml())
        #expect(verification.reason?.code == row.code, "\(String(describing: verification.reason))")
        #expect(verification.assertion == nil)
    }

    /// An attribute without a name is none the grammar knows, either; everything else breaks one rule.
    @Test(arguments: grammarRows + expectationRows + personRows)
    func brokenRuleIsTheOnlyOne(row: BrokenRule) {
        let failed = row.judge(row.xml()).results.filter { $0.status == .fail }.map(\.code)
        #expect(failed.first == row.code && failed.dropFirst().allSatisfy { $0 == .parse14 })
    }
}
