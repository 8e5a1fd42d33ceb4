public import SAML
internal import Store

/// How a login reads an assertion that every rule accepts.
public enum LoginReading {
    /// Why a login would not know who an assertion names; a rule and what was found.
    public struct Objection: Sendable {
        /// The rule.
        public let rule: String
        /// What was found.
        public let found: String
    }

    /// What a login objects to; `nil` when it gets a person with one e-mail address.
    public static func objection(to assertion: VerifiedAssertion) -> Objection? {
        do throws(ServiceProvider.Rejection) {
            _ = try AssertedPerson(assertion)
            return nil
        } catch {
            return Objection(rule: error.rule, found: error.detail)
        }
    }
}
