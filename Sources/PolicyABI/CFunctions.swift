public import CGatehouse
internal import Policy

/// `gatehouse_version` of gatehouse.h.
@c @implementation
public func gatehouse_version() -> UInt32 { UInt32(GATEHOUSE_ABI_VERSION) }

/// `gatehouse_open` of gatehouse.h.
@c @implementation
public func gatehouse_open(_ path: UnsafePointer<CChar>?) -> OpaquePointer? {
    guard let path = unsafe path else { return nil }
    // SAFETY: the caller hands over a C string. The handle is kept alive until gatehouse_close.
    return unsafe OpaquePointer(Unmanaged.passRetained(PolicyHandle(path: String(cString: path))).toOpaque())
}

/// `gatehouse_decide` of gatehouse.h.
@c @implementation
public func gatehouse_decide(
    _ store: OpaquePointer?, _ question: UnsafePointer<gatehouse_question>?,
    _ record: UnsafeMutablePointer<UnsafeMutablePointer<gatehouse_decision>?>?
) -> UInt32 {
    var decision: Decision?
    // SAFETY: the caller hands over a handle of gatehouse_open that is not closed yet, and a question as the header has it.
    if let store = unsafe store, let question = unsafe question,
        let question = unsafe Question(question.pointee)
    {
        let handle = unsafe Unmanaged<PolicyHandle>.fromOpaque(UnsafeRawPointer(store)).takeUnretainedValue()
        decision = handle.answer(question)
    }
    // SAFETY: the caller has room for a pointer, or says that there is none.
    if let record = unsafe record { unsafe record.pointee = DecisionRecord.make(decision) }
    return (decision?.outcome ?? .deny).rawValue
}

/// `gatehouse_decision_free` of gatehouse.h.
@c @implementation
public func gatehouse_decision_free(_ decision: UnsafeMutablePointer<gatehouse_decision>?) {
    guard let decision = unsafe decision else { return }
    // SAFETY: the caller gives a decision of gatehouse_decide back, once.
    unsafe DecisionRecord.free(decision)
}

/// `gatehouse_close` of gatehouse.h.
@c @implementation
public func gatehouse_close(_ store: OpaquePointer?) {
    guard let store = unsafe store else { return }
    // SAFETY: the caller gives a handle of gatehouse_open back, once.
    unsafe Unmanaged<PolicyHandle>.fromOpaque(UnsafeRawPointer(store)).release()
}
