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
        if options.followsPassword { return followPassword() }
        // An earlier attempt on this handle proves nothing about this one.
        guard handle.remember(nil) else { return .denied }
        var (found, verdict) = visitor()
        if let visitor = found {
            let plan = plan(visitor)
            handle.log(.debug, visitor.login.description + plan.finding.logText)
            verdict = flow(of: visitor).run(plan)
        }
        let proof: Proof? =
            switch verdict {
            case .granted: .sso
            case .recovered: .recoveryCode
            case .ignored: .leftToPassword
            case .denied, .wrongCode: nil
            }
        return handle.remember(proof) ? verdict : .denied
    }

    /// The password that an earlier call left to the module in between was right.
    private func followPassword() -> Verdict {
        guard let given = handle.given, given.proof == .leftToPassword, given.login == handle.user() else {
            return .ignored
        }
        return handle.remember(.password) ? .ignored : .denied
    }
}
