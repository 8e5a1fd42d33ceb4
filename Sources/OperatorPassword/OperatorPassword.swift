internal import CPAM
internal import Glibc

/// Proves by PAM that the operator is the one at the terminal.
public enum OperatorPassword {
    /// The PAM service; its stack is in `pam.d`.
    public static let service = "gatehouse-admin"

    /// Asks whatever the stack asks, mostly for the password, and looks whether the account may be used.
    /// Takes as long as the person; a wrong password costs the stack's own delay.
    ///
    /// - Throws: ``OperatorPasswordError``; whatever went wrong, nobody is proven then.
    public static func prove(
        _ person: HostOperator, at terminal: ControllingTerminal
    ) throws(OperatorPasswordError) {
        let conversation = PasswordConversation(terminal)
        var handle: OpaquePointer?
        // SAFETY: the conversation is not retained: it lives until the end of this function, and the handle
        // with the pointer to it does not.
        var ask = unsafe pam_conv(
            conv: PasswordConversation.converse,
            appdata_ptr: Unmanaged.passUnretained(conversation).toOpaque())
        // SAFETY: C strings for the time of the call, which copies them and `ask`.
        let started = unsafe pam_start(service, person.account, &ask, &handle)
        guard started == PAM_SUCCESS, let handle = unsafe handle else {
            throw .unavailable(reason: "pam_start: \(started)")
        }
        var status = PAM_AUTH_ERR
        // SAFETY: the handle that was started, ended once.
        defer { unsafe _ = pam_end(handle, status) }
        unsafe describe(terminal, to: handle)
        // SAFETY: a live handle. An account with an empty password proves nobody.
        status = unsafe pam_authenticate(handle, Int32(PAM_DISALLOW_NULL_AUTHTOK))
        // SAFETY: as above.
        if status == PAM_SUCCESS { status = unsafe pam_acct_mgmt(handle, Int32(PAM_DISALLOW_NULL_AUTHTOK)) }
        withExtendedLifetime(conversation) {}
        if conversation.wasCancelled { throw .cancelled }
        switch status {
        case PAM_SUCCESS: return
        case PAM_ABORT, PAM_SYSTEM_ERR, PAM_SERVICE_ERR, PAM_MODULE_UNKNOWN, PAM_OPEN_ERR, PAM_SYMBOL_ERR:
            throw .unavailable(reason: unsafe text(status, handle))
        default: throw .refused(account: person.account, reason: unsafe text(status, handle))
        }
    }

    /// Where, for the log of the stack's modules. That it is not there harms nothing.
    private static func describe(_ terminal: ControllingTerminal, to handle: OpaquePointer) {
        guard let name = terminal.name else { return }
        // SAFETY: a live handle, and a C string that PAM copies.
        unsafe _ = name.withCString { unsafe pam_set_item(handle, PAM_TTY, $0) }
    }

    private static func text(_ status: Int32, _ handle: OpaquePointer) -> String {
        // SAFETY: a C string of static storage, or NULL.
        unsafe pam_strerror(handle, status).map { unsafe String(cString: $0) } ?? "PAM error \(status)"
    }
}
