import Testing

@testable import Helper
@testable import SAML

/// What a person reads of a response that was refused.
@Suite struct RejectionTests {
    @Test(arguments: [
        (RuleCode.nid04, "lasting name identifier"), (.attr03, "exactly one e-mail address"),
        (.attr06, "exactly one e-mail address"), (.sig16, "was not accepted"),
    ])
    func `a person reads one sentence with what to do, and neither rule nor values`(
        code: RuleCode, words: String
    ) {
        let reason = RuleResult(
            code: code, text: "text", finding: .fail(expected: "this", found: "that value"))
        let rejection = ServiceProvider.Rejection(reason, detail: "expected this; found that value")
        #expect(rejection.rule == code.rawValue)
        #expect(rejection.detail == "expected this; found that value")
        #expect(rejection.sentence.contains(words))
        #expect(!rejection.sentence.contains("-0") && !rejection.sentence.contains("that value"))
    }
}
