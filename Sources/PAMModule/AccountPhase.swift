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
        let (standing, proof) = (standing(visitor), handle.proof)
        let (verdict, decision) = AccountRule.decide(
            standing, proof: proof, statusOnly: options.checksStatusOnly)
        handle.log(.debug, visitor.login.description + logText(decision))
        guard verdict == .denied else {
            if let warning = AccountRule.warning(standing, proof: proof) { handle.inform(warning) }
            tellOfRecovery(visitor, standing, proof: proof)
            return verdict
        }
        return LoginFlow(
            person: handle, helper: HelperClient(path: options.socket), visitor: visitor, host: "",
            patience: options.timeout * 1_000
        ).refuse(decision)
    }
}
