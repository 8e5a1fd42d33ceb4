/// What an organisation that requires SSO does with members whose e-mail domain it never claimed: SSO cannot work for them.
public enum Externals: UInt8, Named, Sendable {
    /// They are denied.
    case refused = 1
    /// Their password is accepted.
    case password = 2

    /// The word settings, commands and messages use.
    public var name: String {
        switch self {
        case .refused: "refused"
        case .password: "password"
        }
    }
}
