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
