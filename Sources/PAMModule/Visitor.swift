internal import Policy
internal import Wire

/// Whom this PAM handle is about.
struct Visitor {
    /// `PAM_USER`.
    let login: LoginName
    /// uid in the password database; nil when the name does not resolve.
    let uid: UInt32?
    /// Whether the account is in `/etc/passwd`.
    let isLocal: Bool
    /// Service, host and terminal they come by.
    let origin: Origin

    /// Whether the program runs as root: others report nothing to the audit log.
    var isSeenByRoot = true

    /// Whether Gatehouse serves the account: it has no password.
    var isManaged: Bool {
        guard let uid else { return false }
        return UIDRange.managed.contains(uid) && !isLocal
    }

    /// nil when there is no such account to speak of.
    var account: Account? { uid.map { Account(login: login.bytes, uid: $0) } }
}
