import CXMLSec

/// The IDs of one document. It has two or three as a rule, and thousands when it is meant to do harm.
@safe struct IdentifierSet {
    private static let fewAtMost = 8

    private var few: [UnsafePointer<UInt8>] = unsafe []
    private var many: Set<String> = []

    /// Adds an ID; false when it is there already.
    /// - Parameter value: a C string that outlives this value.
    @unsafe mutating func insert(_ value: UnsafePointer<UInt8>) -> Bool {
        // SAFETY: the caller's promise, for this value and for those before it.
        if unsafe few.contains(where: { unsafe xmlStrEqual($0, value) == 1 }) { return false }
        if unsafe few.count < Self.fewAtMost {
            unsafe few.append(value)
            return true
        }
        return unsafe many.insert(String(cString: value)).inserted
    }
}
