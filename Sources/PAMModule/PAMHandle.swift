internal import CPAM
internal import Policy
internal import Wire

/// A PAM handle, for the time of one call into the module. Everything it hands out is a copy.
@safe struct PAMHandle: Conversation {
    private let handle: OpaquePointer
    /// Whether nothing is to be shown (`PAM_SILENT`).
    let isSilent: Bool
    private let isDebugging: Bool

    /// The name under which authenticate leaves its ``Proof`` to the account phase.
    private static var proofName: StaticString { "pam_gatehouse.proof" }

    /// Takes the arguments that libpam calls with.
    init(_ handle: OpaquePointer, flags: Int32, isDebugging: Bool) {
        unsafe self.handle = unsafe handle
        isSilent = UInt32(bitPattern: flags) & UInt32(PAM_SILENT) != 0
        self.isDebugging = isDebugging
    }

    func inform(_ text: String) {
        if !isSilent { say(PAM_TEXT_INFO, text) }
    }

    /// A program that wants silence, as sudo always does, gets the first line: a refusal without a reason helps nobody.
    func complain(_ text: String) {
        let first = text.utf8.prefix { $0 != UInt8(ascii: "\n") }
        say(PAM_ERROR_MSG, isSilent ? String(decoding: first, as: UTF8.self) : text)
    }

    func ask(_ question: String) -> Answer? {
        var answer: UnsafeMutablePointer<CChar>?
        // SAFETY: the question is a C string for the time of the call; libpam writes one pointer, which is
        // ours.
        let result = unsafe question.withCString {
            unsafe gh_pam_prompt(handle, PAM_PROMPT_ECHO_ON, &answer, $0)
        }
        guard let answer = unsafe answer else { return nil }
        let owned = unsafe Answer(owning: answer)
        guard result == PAM_SUCCESS else { return nil }
        return owned
    }

    func token(asking question: String?) -> Answer? {
        var token: UnsafePointer<CChar>?
        if let question {
            // SAFETY: the handle is live, the question a C string for the time of the call; the token is libpam's and is
            // copied at once.
            let result = unsafe question.withCString {
                unsafe pam_get_authtok(handle, PAM_AUTHTOK, &token, $0)
            }
            guard result == PAM_SUCCESS else { return nil }
        } else {
            var value: UnsafeRawPointer?
            // SAFETY: as above.
            guard unsafe pam_get_item(handle, PAM_AUTHTOK, &value) == PAM_SUCCESS else { return nil }
            unsafe token = unsafe value?.assumingMemoryBound(to: CChar.self)
        }
        guard let token = unsafe token, let copy = unsafe strdup(token) else { return nil }
        return unsafe Answer(owning: copy)
    }

    func log(_ level: LogLevel, _ text: String) {
        if level == .debug, !isDebugging { return }
        let priority =
            switch level {
            case .error: LOG_ERR
            case .notice: LOG_NOTICE
            case .debug: LOG_DEBUG
            }
        // SAFETY: the text is a C string for the time of the call.
        unsafe text.withCString { unsafe gh_pam_syslog(handle, priority, $0) }
    }

    /// `PAM_USER`, asked for where it is not known yet; nil when it cannot be had.
    func user() -> [UInt8]? {
        var name: UnsafePointer<CChar>?
        // SAFETY: the handle is live; the string is libpam's and is copied at once.
        guard unsafe pam_get_user(handle, &name, nil) == PAM_SUCCESS else { return nil }
        return unsafe name.map { unsafe Self.copy($0) }
    }

    /// An item that is a string, cut to what a frame can carry; empty when it is not set.
    func item(_ kind: Int32, as field: Field) -> [UInt8] {
        var value: UnsafeRawPointer?
        // SAFETY: the handle is live; the string is libpam's and is copied at once.
        guard unsafe pam_get_item(handle, kind, &value) == PAM_SUCCESS, let value = unsafe value else {
            return []
        }
        let bytes = unsafe Self.copy(value.assumingMemoryBound(to: CChar.self))
        return [UInt8](bytes.prefix(field.bounds.upperBound))
    }

    /// The uid of an account in the password database; nil when the name does not resolve.
    func uid(of name: [UInt8]) -> UInt32? {
        let name = (name + [0]).map { CChar(bitPattern: $0) }
        // SAFETY: the name ends in a zero byte; the entry is libpam's and lives as long as the handle.
        return unsafe pam_modutil_getpwnam(handle, name).map { unsafe $0.pointee.pw_uid }
    }

    /// What authenticate left on this handle, and what `PAM_USER` was then: an application may change it in between.
    var given: (proof: Proof, login: [UInt8])? {
        var value: UnsafeRawPointer?
        // SAFETY: the name is a C string that lives for ever. The value is a C string of `remember`, and copied at once.
        let result = unsafe pam_get_data(
            handle, UnsafeRawPointer(Self.proofName.utf8Start).assumingMemoryBound(to: CChar.self), &value)
        guard result == PAM_SUCCESS, let value = unsafe value else { return nil }
        let bytes = unsafe Self.copy(value.assumingMemoryBound(to: CChar.self))
        guard let first = bytes.first, let proof = Proof(rawValue: first) else { return nil }
        return (proof, [UInt8](bytes.dropFirst()))
    }

    /// Leaves a proof of who `PAM_USER` is on this handle, or takes an earlier one back.
    ///
    /// - Returns: whether libpam could keep it.
    func remember(_ proof: Proof?) -> Bool {
        var value: UnsafeMutablePointer<CChar>?
        if let proof {
            guard let login = user() else { return false }
            let bytes = ([proof.rawValue] + login + [0]).map { CChar(bitPattern: $0) }
            // SAFETY: the bytes end in a zero byte; the copy is libpam's from then on, which calls `free`.
            unsafe value = unsafe strdup(bytes)
            guard unsafe value != nil else { return false }
        }
        // SAFETY: as above.
        let result = unsafe pam_set_data(
            handle, UnsafeRawPointer(Self.proofName.utf8Start).assumingMemoryBound(to: CChar.self), value,
            { _, value, _ in unsafe free(value) })
        if result != PAM_SUCCESS { unsafe free(value) }
        return result == PAM_SUCCESS
    }

    private func say(_ style: Int32, _ text: String) {
        // SAFETY: the handle is live.
        guard unsafe gh_pam_converses(handle) != 0 else { return }
        var answer: UnsafeMutablePointer<CChar>?
        // SAFETY: the text is a C string for the time of the call; an answer, which none is due, is ours to
        // free.
        unsafe text.withCString { _ = unsafe gh_pam_prompt(handle, style, &answer, $0) }
        unsafe free(answer)
    }

    private static func copy(_ string: UnsafePointer<CChar>) -> [UInt8] {
        // SAFETY: a C string is readable up to its zero byte.
        unsafe [UInt8](UnsafeRawBufferPointer(start: string, count: strlen(string)))
    }
}
