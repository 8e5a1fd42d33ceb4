internal import CPAM

/// Nothing to do when a session begins.
@_cdecl("pam_sm_open_session")
public func pam_sm_open_session(
    _ handle: OpaquePointer?, _ flags: Int32, _ count: Int32,
    _ words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    PAM_IGNORE
}

/// Nothing to do when a session ends.
@_cdecl("pam_sm_close_session")
public func pam_sm_close_session(
    _ handle: OpaquePointer?, _ flags: Int32, _ count: Int32,
    _ words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    PAM_IGNORE
}
