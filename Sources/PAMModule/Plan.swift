internal import Policy
internal import Wire

/// What the module does at the start of a login, and what is said of it.
enum Plan: Equatable {
    /// Not ours.
    case ignore(Finding)
    /// Refuse without asking for anything.
    case deny(Finding)
    /// Sign in. With `orPassword` the person may choose their password instead, with `orCode` a recovery code.
    case signIn(Finding, orPassword: Finding?, orCode: Finding?)
    /// Leave it to the next module, which asks for the password; say why.
    case password(Finding)
    /// Ask for a recovery code, and for nothing else.
    case recoveryCode(Finding, insteadOf: Finding)

    /// By the rule, applied here.
    init(_ plan: LoginPlan) {
        self =
            switch plan {
            case .ignore(let decision): .ignore(Finding(decision))
            case .deny(let decision): .deny(Finding(decision))
            case .signIn(let decision, let password, let code):
                .signIn(
                    Finding(decision), orPassword: password.map(Finding.init), orCode: code.map(Finding.init))
            case .password(let decision): .password(Finding(decision))
            case .recoveryCode(let decision, let denial):
                .recoveryCode(Finding(decision), insteadOf: Finding(denial))
            }
    }

    /// As the helper answered; nil for anything that is no plan.
    init?(_ reply: Reply) {
        guard case .plan(let kind, let ruling, let password, let code) = reply, let finding = Finding(ruling)
        else { return nil }
        let (orPassword, orCode) = (password.flatMap { Finding($0) }, code.flatMap { Finding($0) })
        switch kind {
        case .ignore where finding.outcome == .ignore: self = .ignore(finding)
        case .deny where finding.outcome == .deny: self = .deny(finding)
        case .signIn where finding.outcome.admits:
            self = .signIn(finding, orPassword: orPassword, orCode: orCode)
        case .password where finding.outcome == .ignore: self = .password(finding)
        case .recoveryCode where finding.outcome == .deny:
            guard let orCode, orCode.outcome == .allow else { return nil }
            self = .recoveryCode(orCode, insteadOf: finding)
        case .ignore, .deny, .signIn, .password, .recoveryCode: return nil
        }
    }

    /// What to report: of the sign-in where several proofs are open, or nothing but a recovery code is.
    var finding: Finding {
        switch self {
        case .ignore(let finding), .deny(let finding), .signIn(let finding, _, _), .password(let finding),
            .recoveryCode(_, insteadOf: let finding):
            finding
        }
    }
}
