internal import CGatehouse
internal import Policy

/// `struct gatehouse_decision` of gatehouse.h, in memory that the caller gives back.
enum DecisionRecord {
    /// - Parameter decision: nil for a question that is not usable.
    static func make(_ decision: Decision?) -> UnsafeMutablePointer<gatehouse_decision> {
        // SAFETY: allocated here, initialised at once, freed below.
        let record = UnsafeMutablePointer<gatehouse_decision>.allocate(capacity: 1)
        unsafe record.initialize(
            to: gatehouse_decision(
                outcome: (decision?.outcome ?? .deny).rawValue, row: UInt32(decision?.row.rawValue ?? 0),
                message: copy(
                    decision.map { Message.beforeProof($0) } ?? "Sign-in service unavailable on this host."),
                detail: copy(decision.map { Message.detailed($0) } ?? "the question is not usable")))
        return unsafe record
    }

    /// Frees what ``make(_:)`` made.
    static func free(_ record: UnsafeMutablePointer<gatehouse_decision>) {
        // SAFETY: made above, and nobody uses it any more.
        unsafe record.pointee.message.deallocate()
        unsafe record.pointee.detail.deallocate()
        unsafe record.deallocate()
    }

    /// A C string of its own.
    private static func copy(_ text: String) -> UnsafePointer<CChar> {
        let bytes = [UInt8](text.utf8)
        // SAFETY: one more than the bytes, for the zero.
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
        for index in bytes.indices { unsafe copy[index] = CChar(bitPattern: bytes[index]) }
        unsafe copy[bytes.count] = 0
        return unsafe UnsafePointer(copy)
    }
}
