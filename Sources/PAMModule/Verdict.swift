internal import CPAM

/// What a phase answers libpam.
enum Verdict: Equatable {
    /// Yes.
    case granted
    /// Yes: a recovery code was given.
    case recovered
    /// Not ours, or left to the next module.
    case ignored
    /// No.
    case denied
    /// No: what was typed is not right.
    case wrongCode

    /// The result code.
    var code: Int32 {
        switch self {
        case .granted, .recovered: PAM_SUCCESS
        case .ignored: PAM_IGNORE
        case .denied: PAM_PERM_DENIED
        case .wrongCode: PAM_AUTH_ERR
        }
    }
}
