internal import Policy

/// What authenticate left this handle with, for the account phase. No value: it never ran, as with a public
/// key.
enum Proof: UInt8 {
    /// The person has signed in.
    case sso = 0x53
    /// The next module was left to ask for the password; whether it was right is not known.
    case leftToPassword = 0x6C
    /// The password was right: a line behind that module said so.
    case password = 0x70
    /// The person has given a recovery code.
    case recoveryCode = 0x72

    /// The same in the rule's terms. An application may go on after a wrong password: sshd takes a public key then, on
    /// the same handle, so that both have to suffice.
    var methods: [Method] {
        switch self {
        case .sso: [.sso]
        case .leftToPassword: [.password, .publicKey]
        case .password: [.password]
        case .recoveryCode: [.recoveryCode]
        }
    }
}
