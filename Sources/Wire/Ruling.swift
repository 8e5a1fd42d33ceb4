/// What the rule says, as it travels to a program that may not read the store.
public struct Ruling: Equatable, Sendable {
    /// Number of the decision table's row.
    public var row: UInt8
    /// The outcome, as the policy encodes it.
    public var outcome: UInt32
    /// What the person reads, at most 1024 bytes of UTF-8; empty for nothing.
    public var shown: [UInt8]
    /// What the log reads, at most 1024 bytes of UTF-8.
    public var detail: [UInt8]

    /// Takes what was decided.
    public init(row: UInt8, outcome: UInt32, shown: [UInt8], detail: [UInt8]) {
        self.row = row
        self.outcome = outcome
        self.shown = shown
        self.detail = detail
    }
}
