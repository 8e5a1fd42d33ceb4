internal import CPAM
internal import Policy
internal import Wire

/// A session of a member begins: the audit log learns of it.
@_cdecl("pam_sm_open_session")
public func pam_sm_open_session(
    _ handle: OpaquePointer?, _ flags: Int32, _ count: Int32,
    _ words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    guard let call = unsafe PhaseCall(handle, flags, count, words) else { return PAM_SYSTEM_ERR }
    return call.session(isOver: false).code
}

/// It ends.
@_cdecl("pam_sm_close_session")
public func pam_sm_close_session(
    _ handle: OpaquePointer?, _ flags: Int32, _ count: Int32,
    _ words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    guard let call = unsafe PhaseCall(handle, flags, count, words) else { return PAM_SYSTEM_ERR }
    return call.session(isOver: true).code
}

extension PhaseCall {
    /// Never refuses: who may have a session was decided in the account phase.
    fileprivate func session(isOver: Bool) -> Verdict {
        guard let visitor = visitor().0, visitor.isSeenByRoot, let account = visitor.account,
            opensSessions(visitor)
        else { return .ignored }
        do throws(HelperError) {
            _ = try HelperClient(path: options.socket).exchange(
                .session(account, visitor.origin, isOver: isOver), within: 500)
        } catch {
            handle.log(
                .notice,
                visitor.login.description + ": the session is not in the audit log: " + error.description)
        }
        return .granted
    }
}
