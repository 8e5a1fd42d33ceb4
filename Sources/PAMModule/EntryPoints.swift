internal import CPAM
@_cdecl("pam_sm_authenticate")
public func pam_sm_authenticate(_ h: OpaquePointer?, _ f: Int32, _ c: Int32, _ v: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Int32 {
    return PAM_AUTH_ERR
}
