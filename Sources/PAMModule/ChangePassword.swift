internal import CPAM

/// The password phase: managed accounts have none to change; everybody else's is the next module's business,
/// in both of its rounds.
@_cdecl("pam_sm_chauthtok")
public func pam_sm_chauthtok(
    _ handle: OpaquePointer?, _ flags: Int32, _ count: Int32,
    _ words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    guard let call = unsafe PhaseCall(handle, flags, count, words) else { return PAM_SYSTEM_ERR }
    let (visitor, otherwise) = call.visitor()
    guard let visitor else { return otherwise.code }
    guard visitor.isManaged else { return PAM_IGNORE }
    call.handle.complain(TerminalText.noPasswordToChange)
    return Verdict.denied.code
}
