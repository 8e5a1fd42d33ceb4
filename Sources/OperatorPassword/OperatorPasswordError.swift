/// Why nobody proved to be the operator.
public enum OperatorPasswordError: Error, Sendable, Hashable {
    /// The password was wrong, or the account has none or may not be used; the reason is PAM's.
    case refused(account: String, reason: String)
    /// The person gave up, or the terminal went away.
    case cancelled
    /// PAM does not work here; the reason is its own.
    case unavailable(reason: String)
}

extension OperatorPasswordError: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .refused(let account, let reason):
            "that was not proven to be \(account) (\(reason)). Nothing was changed"
        case .cancelled: "no password was given, so nothing was changed"
        case .unavailable(let reason):
            "PAM cannot ask for the password (\(reason)): see that the service"
                + " \(OperatorPassword.service) is as shipped"
        }
    }
}
