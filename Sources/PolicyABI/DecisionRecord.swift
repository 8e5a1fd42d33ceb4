internal import Policy

/// `struct gatehouse_decision` of gatehouse.h, in the caller's memory: two 32-bit numbers and 256 bytes of
/// text.
enum DecisionRecord {
    private static let messageSize = 256
    private static let rowOffset = 4
    private static let messageOffset = 8

    /// Fills the record, where there is one.
    ///
    /// - Parameter decision: nil for arguments that are not usable.
    /// - Returns: the outcome.
    static func write(_ decision: Decision?, to record: UnsafeMutableRawPointer?) -> UInt32 {
        let outcome = (decision?.outcome ?? .deny).rawValue
        guard let record = unsafe record else { return outcome }
        let message = decision.map { Message.beforeProof($0) } ?? "Sign-in service unavailable on this host."
        // SAFETY: the caller's record is as large as the header says, and aligned for its numbers.
        unsafe record.storeBytes(of: outcome, as: UInt32.self)
        unsafe record.storeBytes(
            of: UInt32(decision?.row.rawValue ?? 0), toByteOffset: rowOffset, as: UInt32.self)
        var position = 0
        for byte in message.utf8.prefix(messageSize - 1) {
            unsafe record.storeBytes(of: byte, toByteOffset: messageOffset + position, as: UInt8.self)
            position += 1
        }
        while position < messageSize {
            unsafe record.storeBytes(of: 0, toByteOffset: messageOffset + position, as: UInt8.self)
            position += 1
        }
        return outcome
    }
}
