/// How a person proves who they are.
public enum Method: UInt8, Named, Sendable {
    /// A SAML assertion of the organisation's identity provider.
    case sso = 1
    /// A password of this host; Gatehouse never sees it.
    case password = 2
    /// A public key that sshd has already accepted; only the account phase hears of it.
    case publicKey = 3
    /// A one-time recovery code of an owner.
    case recoveryCode = 4
    /// Nothing: nobody was asked on this handle, and the service is listed as one that asks nobody.
    case accountOnly = 5

    /// The word commands use.
    public var name: String {
        switch self {
        case .sso: "sso"
        case .password: "password"
        case .publicKey: "publickey"
        case .recoveryCode: "recovery-code"
        case .accountOnly: "none"
        }
    }
}
