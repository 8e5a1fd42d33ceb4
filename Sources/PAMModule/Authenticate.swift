internal import CPAM
internal import Policy

/// The authentication phase: sign in, leave it to the next module, or refuse.
@_cdecl("pam_sm_authenticate")
public func pam_sm_authenticate(
    _ handle: OpaquePointer?, _ flags: Int32, _ count: Int32,
    _ words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    guard let call = unsafe PhaseCall(handle, flags, count, words) else { return PAM_SYSTEM_ERR }
    return call.authenticate().code
}

extension PhaseCall {
    fileprivate func authenticate() -> Verdict {
        // An earlier attempt on this handle proves nothing about this one.
        guard handle.remember(nil) else { return .denied }
        let (found, otherwise) = visitor()
        guard let visitor = found else { return otherwise }
        let plan = plan(visitor)
        handle.log(.debug, visitor.login.description + plan.finding.logText)
        let verdict = flow(of: visitor).run(plan)
        let proof: Proof? =
            switch verdict {
            case .granted: .sso
            case .recovered: .recoveryCode
            case .ignored: .password
            case .denied, .wrongCode: nil
            }
        return handle.remember(proof) ? verdict : .denied
    }
}
