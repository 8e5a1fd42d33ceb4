/// What the module does at the start of a login, before anything was asked: the table applied to both proofs a person could give.
public enum LoginPlan: Hashable, Sendable {
    /// Not ours.
    case ignore(Decision)
    /// Refuse without asking for anything.
    case deny(Decision)
    /// Sign in by SSO. With `orPassword`, the person may choose their password instead.
    case signIn(Decision, orPassword: Decision?)
    /// Leave it to the next module, which asks for the password; say why.
    case password(Decision)

    /// The plan for these facts. A password is an option only for accounts of `/etc/passwd`, which can have one.
    public init(_ facts: Facts) {
        let sso = decide(facts, method: .sso)
        let password = decide(facts, method: .password)
        let hasPassword =
            switch facts.subject {
            case .member(_, _, let account): account == .local
            case .unmanaged, .unknown, .storeUnreadable: false
            }
        let mayUsePassword = hasPassword && password.outcome == .ignore
        self =
            if sso.outcome == .ignore {
                .ignore(sso)
            } else if sso.outcome.admits {
                .signIn(sso, orPassword: mayUsePassword ? password : nil)
            } else if mayUsePassword {
                .password(password)
            } else {
                .deny(sso)
            }
    }

    /// The decision to report: of SSO where both are open.
    public var decision: Decision {
        switch self {
        case .ignore(let decision), .deny(let decision), .signIn(let decision, _), .password(let decision):
            decision
        }
    }
}
