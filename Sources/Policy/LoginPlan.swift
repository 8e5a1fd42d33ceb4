/// What the module does at the start of a login, before anything was asked: the rule applied to every proof a person could give
/// there.
public enum LoginPlan: Hashable, Sendable {
    /// Not ours.
    case ignore(Decision)
    /// Refuse without asking for anything.
    case deny(Decision)
    /// Sign in by SSO. With `orPassword` the person may choose their password instead, with `orCode` one of their recovery
    /// codes.
    case signIn(Decision, orPassword: Decision?, orCode: Decision?)
    /// Leave it to the next module, which asks for the password; say why.
    case password(Decision)
    /// Ask for a recovery code, and for nothing else: single sign-on is denied, and the person has no other way in.
    case recoveryCode(Decision, insteadOf: Decision)

    /// The plan for this person. A password is an option only for accounts of `/etc/passwd`, which can have one.
    public init(_ standing: Standing) {
        let sso = decide(standing, method: .sso)
        let password = decide(standing, method: .password)
        let code = decide(standing, method: .recoveryCode)
        let mayUsePassword = standing.hasPassword && password.outcome == .ignore
        self =
            if sso.outcome == .ignore {
                .ignore(sso)
            } else if sso.outcome.admits {
                .signIn(
                    sso, orPassword: mayUsePassword ? password : nil,
                    orCode: code.outcome == .allow ? code : nil)
            } else if mayUsePassword {
                .password(password)
            } else if code.outcome == .allow {
                .recoveryCode(code, insteadOf: sso)
            } else {
                .deny(sso)
            }
    }

    /// The decision to report: of SSO where several proofs are open, or nothing but a recovery code is.
    public var decision: Decision {
        switch self {
        case .ignore(let decision), .deny(let decision), .signIn(let decision, _, _), .password(let decision),
            .recoveryCode(_, insteadOf: let decision):
            decision
        }
    }
}

extension Standing {
    /// Whether the account of the person can have a password at all.
    fileprivate var hasPassword: Bool {
        binding.own.contains {
            if case .member(_, _, .local) = $0.subject { true } else { false }
        }
    }
}
