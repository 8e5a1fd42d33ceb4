internal import Policy
internal import Store

/// How one person could log in, by the rule.
struct Outlook: Encodable {
    let ways: [Policy.Method]
    /// Number of the row that speaks for them, or against them when there is no way.
    let row: Int
    /// The same in words.
    let reason: String

    /// Whether a way is left that does not hang on a key.
    var isOpen: Bool { ways.contains { $0 != .publicKey } }

    /// - Parameters:
    ///   - standing: what the store says of the person, or would say.
    ///   - account: where their account is: one that Gatehouse serves has no password. nil for one that is no longer in
    ///     /etc/passwd.
    ///   - recoveryCodes: how many they have left.
    ///   - silent: the organisation whose identity provider does not answer; nil for none.
    init(
        _ standing: Standing, account: Subject.Account?, recoveryCodes: Int, silent: Organisation.ID? = nil
    ) {
        var found: [(way: Policy.Method, decision: Decision)] = []
        func consider(_ way: Policy.Method, _ decision: Decision, _ isOpen: Bool) {
            if isOpen, account != nil { found.append((way, decision)) }
        }
        let signIns = standing.memberships.filter { $0.organisation != silent }.map {
            decide(standing, through: $0.organisation)
        }
        if let signIn = signIns.first(where: \.outcome.admits) { consider(.sso, signIn, true) }
        let password = decide(standing, method: .password)
        consider(.password, password, password.outcome == .ignore && account == .local)
        let code = decide(standing, method: .recoveryCode)
        consider(.recoveryCode, code, code.outcome == .allow && recoveryCodes > 0)
        let key = decide(standing, method: .publicKey)
        consider(.publicKey, key, key.outcome == .allow)

        ways = found.map(\.way)
        let refused = decide(standing, method: .sso)
        let isKeyAlone = !found.contains { $0.way != .publicKey }
        let decision = isKeyAlone ? refused : found[0].decision
        row = Int(decision.row.rawValue)
        reason =
            account == nil
            ? Self.noAccount
            : isKeyAlone && refused.outcome.admits ? Self.silence : Message.detailed(decision)
    }

    /// Why a sign-in that the rule allows does not happen.
    static let silence = "the identity provider does not answer"

    /// Why nobody gets in as somebody whom this host does not know.
    static let noAccount = "the account is no longer in /etc/passwd"

    /// "single sign-on, recovery code", or why not.
    var text: String {
        if isOpen { return ways.map(\.text).joined(separator: ", ") }
        let refusal = reason == Self.noAccount ? reason : "row \(row): \(reason)"
        return refusal + (ways.isEmpty ? "" : "; no way in but a key, if they have one")
    }
}
