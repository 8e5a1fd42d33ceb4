internal import SAML

extension ServiceProvider.Rejection {
    /// What a person reads where the identity provider gave none, several, or no plain e-mail address.
    static let notOneEmail =
        "Your identity provider did not give exactly one e-mail address. Ask an owner to correct it."

    /// A response that `reason` refuses. Where the identity provider's settings are to blame, the person learns what to ask
    /// an owner for.
    init(_ reason: RuleResult, detail: String) {
        let rule = reason.code.rawValue
        switch reason.code {
        case .nid04:
            self.init(
                rule: rule, detail: detail,
                sentence:
                    "Your identity provider names you anew each time. Ask an owner to set a lasting name identifier."
            )
        case .attr02, .attr03, .attr04, .attr06, .attr07:
            self.init(rule: rule, detail: detail, sentence: Self.notOneEmail)
        default:
            self.init(rule: rule, detail: detail)
        }
    }
}
