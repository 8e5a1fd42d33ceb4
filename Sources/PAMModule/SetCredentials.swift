internal import CPAM

/// The credentials phase has nothing to set. It answers yes for people who sign in here, because a stack in
/// which nobody does counts as a refusal; sshd calls it in another process than authenticate, so their uid
/// has to tell.
@_cdecl("pam_sm_setcred")
public func pam_sm_setcred(
    _ handle: OpaquePointer?, _ flags: Int32, _ count: Int32,
    _ words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    guard let call = unsafe PhaseCall(handle, flags, count, words) else { return PAM_SYSTEM_ERR }
    switch call.handle.given?.proof {
    case .sso, .recoveryCode: return PAM_SUCCESS
    case .password, .leftToPassword, nil: break
    }
    let (visitor, otherwise) = call.visitor()
    guard let visitor else { return otherwise.code }
    return visitor.isManaged ? PAM_SUCCESS : PAM_IGNORE
}
