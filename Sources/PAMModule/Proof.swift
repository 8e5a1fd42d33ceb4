internal import Policy

/// What authenticate left this handle with, for the account phase. No value: it never ran, as with a public
/// key.
enum Proof: Int {
    /// The person has signed in.
    case sso = 0x53
    /// The next module was left to ask for the password.
    case password = 0x70
    /// The person has given a recovery code.
    case recoveryCode = 0x72

    /// The same in the rule's terms.
    var method: Method {
        switch self {
        case .sso: .sso
        case .password: .password
        case .recoveryCode: .recoveryCode
        }
    }
}
