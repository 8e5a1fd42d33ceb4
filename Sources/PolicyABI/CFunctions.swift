internal import Policy

/// `gatehouse_version` of gatehouse.h.
@_cdecl("gatehouse_version")
public func gatehouse_version() -> UInt32 { 0 }

/// `gatehouse_open` of gatehouse.h.
@_cdecl("gatehouse_open")
public func gatehouse_open(_ path: UnsafePointer<CChar>?) -> UnsafeMutableRawPointer? {
    guard let path = unsafe path else { return nil }
    // SAFETY: the caller hands over a C string. The handle is kept alive until gatehouse_close.
    return unsafe Unmanaged.passRetained(PolicyHandle(path: String(cString: path))).toOpaque()
}

/// `gatehouse_decide` of gatehouse.h.
@_cdecl("gatehouse_decide")
public func gatehouse_decide(
    _ store: UnsafeRawPointer?, _ login: UnsafePointer<CChar>?, _ uid: UInt32, _ isLocal: Int32,
    _ method: UInt32,
    _ now: Int64, _ record: UnsafeMutableRawPointer?
) -> UInt32 {
    var decision: Decision?
    if let store = unsafe store, let login = unsafe login,
        let method = UInt8(exactly: method).flatMap(Method.init)
    {
        // SAFETY: the caller hands over a handle of gatehouse_open that is not closed yet, and a C string.
        let handle = unsafe Unmanaged<PolicyHandle>.fromOpaque(store).takeUnretainedValue()
        let name = unsafe LoginName(copy(login))
        decision = name.map {
            handle.decide(
                login: $0, uid: uid, isLocal: isLocal != 0, method: method, at: UnixTime(seconds: now))
        }
    }
    return unsafe DecisionRecord.write(decision, to: record)
}

/// `gatehouse_close` of gatehouse.h.
@_cdecl("gatehouse_close")
public func gatehouse_close(_ store: UnsafeMutableRawPointer?) {
    guard let store = unsafe store else { return }
    // SAFETY: the caller gives a handle of gatehouse_open back, once.
    unsafe Unmanaged<PolicyHandle>.fromOpaque(store).release()
}

/// At most 65 bytes of a C string: one more than a login name may have.
private func copy(_ string: UnsafePointer<CChar>) -> [UInt8] {
    var bytes: [UInt8] = []
    // SAFETY: nothing beyond the zero byte is read.
    while bytes.count <= 64, unsafe string[bytes.count] != 0 {
        unsafe bytes.append(UInt8(bitPattern: string[bytes.count]))
    }
    return bytes
}
