internal import Policy

/// A way in for a person, named as `--method` names the proof.
enum Way: String, Encodable, CaseIterable {
    case sso
    case password
    case recoveryCode = "recovery-code"
    /// Whether somebody has a key is not for Gatehouse to know.
    case publicKey = "publickey"

    var text: String {
        switch self {
        case .sso: "single sign-on"
        case .password: "password"
        case .recoveryCode: "recovery code"
        case .publicKey: "key, if they have one"
        }
    }
}
