internal import CPAM
internal import Store
internal import Policy
@_cdecl("pam_sm_authenticate")
public func pam_sm_authenticate(_ h: OpaquePointer?, _ f: Int32, _ c: Int32, _ v: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Int32 {
    do throws(StoreError) {
      let s = try Store(path: "/tmp/x", access: .create)
      let f = try s.facts(login: LoginName("alice")!, uid: 1, isLocal: false, at: UnixTime(seconds: 1))
      if case .deny(let d) = LoginPlan(f) { return Int32(Message.beforeProof(d).utf8.count) }
    } catch { return Int32(error.description.utf8.count) }
    return PAM_AUTH_ERR
}
@_cdecl("pam_sm_setcred")
public func pam_sm_setcred(_ h: OpaquePointer?, _ f: Int32, _ c: Int32, _ v: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Int32 { PAM_AUTH_ERR }
@_cdecl("pam_sm_acct_mgmt")
public func pam_sm_acct_mgmt(_ h: OpaquePointer?, _ f: Int32, _ c: Int32, _ v: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Int32 { PAM_AUTH_ERR }
@_cdecl("pam_sm_open_session")
public func pam_sm_open_session(_ h: OpaquePointer?, _ f: Int32, _ c: Int32, _ v: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Int32 { PAM_AUTH_ERR }
@_cdecl("pam_sm_close_session")
public func pam_sm_close_session(_ h: OpaquePointer?, _ f: Int32, _ c: Int32, _ v: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Int32 { PAM_AUTH_ERR }
@_cdecl("pam_sm_chauthtok")
public func pam_sm_chauthtok(_ h: OpaquePointer?, _ f: Int32, _ c: Int32, _ v: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Int32 { PAM_AUTH_ERR }
