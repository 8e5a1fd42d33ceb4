import Testing

@testable import SAML

/// One row: a change to a good response, and the rule that must be the reason for refusing it.
struct BrokenRule: CustomTestStringConvertible {
    let code: RuleCode
    let what: String
    let xml: @Sendable () -> String
    /// Who judges it: somebody who expects nothing beyond the rules, unless the row says otherwise.
    let judge: @Sendable (String) -> Verification

    /// Changed before signing: everything but the one rule still holds.
    init(
        _ code: RuleCode, _ what: String, _ shape: ResponseFixture.Shape = .assertion, _ old: String,
        _ new: String,
        for judge: @escaping @Sendable (String) -> Verification = { ResponseFixture.verify($0) }
    ) {
        self.code = code
        self.what = what
        self.judge = judge
        xml = { ResponseFixture(shape).replacing(old, new).signed }
    }

    /// Changed after signing.
    init(_ code: RuleCode, _ what: String, after old: String, _ new: String) {
        self.code = code
        self.what = what
        judge = { ResponseFixture.verify($0) }
        xml = { ResponseFixture().signed.replacingFirst(old, new) }
    }

    init(
        _ code: RuleCode, _ what: String,
        for judge: @escaping @Sendable (String) -> Verification = { ResponseFixture.verify($0) },
        xml: @escaping @Sendable () -> String
    ) {
        self.code = code
        self.what = what
        self.judge = judge
        self.xml = xml
    }

    var testDescription: String { "\(code.rawValue) \(what)" }
}

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
