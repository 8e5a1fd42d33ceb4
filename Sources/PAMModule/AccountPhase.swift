internal import CPAM
internal import Policy

/// The account phase: is the member active, and does what they proved suffice? A public key is judged here
/// alone.
@_cdecl("pam_sm_acct_mgmt")
public func pam_sm_acct_mgmt(
    _ handle: OpaquePointer?, _ flags: Int32, _ count: Int32,
    _ words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    guard let call = unsafe PhaseCall(handle, flags, count, words) else { return PAM_SYSTEM_ERR }
    return call.account().code
}

extension PhaseCall {
    fileprivate func account() -> Verdict {
        let (found, otherwise) = visitor()
        guard let visitor = found else { return otherwise }
        let given = handle.given
        let isTheirs = given.map { $0.login == visitor.login.bytes } ?? true
        let proof = isTheirs ? given?.proof : nil
        let (finding, method, standing) = judge(visitor, proof)
        handle.log(.debug, visitor.login.description + finding.logText)
        guard isTheirs || finding.outcome == .ignore else {
            handle.complain(TerminalText.otherAccount)
            handle.log(
                .notice, visitor.login.description + " denied: somebody else authenticated on this handle")
            return .denied
        }
        let verdict = AccountRule.verdict(finding)
        let flow = flow(of: visitor)
        switch verdict {
        case .denied, .wrongCode:
            return flow.refuse(finding)
        case .granted where method == .publicKey:
            // Nobody else writes down what a key opened.
            if !finding.shown.utf8.isEmpty { handle.inform(finding.shown) }
            flow.report(finding)
        case .granted, .recovered, .ignored:
            break
        }
        guard let standing else { return verdict }
        if let warning = AccountRule.warning(standing, proof: proof) { handle.inform(warning) }
        tellOfRecovery(visitor, standing, proof: proof)
        return verdict
    }
}
