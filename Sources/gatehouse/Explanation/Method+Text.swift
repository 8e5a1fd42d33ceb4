public import Policy

extension Policy.Method: Encodable {
    /// As `--method` names it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    /// The way in that it is, in a list of them.
    var text: String {
        switch self {
        case .sso: "single sign-on"
        case .password: "password"
        case .recoveryCode: "recovery code"
        // Whether somebody has a key is not for Gatehouse to know.
        case .publicKey: "key (if they have one)"
        case .accountOnly: "no proof"
        }
    }
}
