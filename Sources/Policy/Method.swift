/// How a person proves who they are.
public enum Method: UInt8, Sendable {
    /// A SAML assertion of the organisation's identity provider.
    case sso = 1
    /// A password of this host; Gatehouse never sees it.
    case password = 2
    /// A public key that sshd has already accepted; only the account phase hears of it.
    case publicKey = 3
}
