internal import Policy
internal import Wire

/// What the rule says, and the words for it: found out here, or by the helper for a program that may not read the
/// store.
struct Finding: Equatable {
    /// Number of the decision table's row.
    let row: UInt8
    let outcome: Decision.Outcome
    /// What the person reads; empty for nothing.
    let shown: String
    /// What the log reads, on one line.
    let detail: String

    init(_ decision: Decision) {
        row = decision.row.rawValue
        outcome = decision.outcome
        shown = Message.beforeProof(decision)
        detail = ShownText(Message.detailed(decision).utf8.lazy.map { $0 == newline ? space : $0 }).text
    }

    /// nil for an outcome that there is not.
    init?(_ ruling: Ruling) {
        guard let outcome = Decision.Outcome(rawValue: ruling.outcome) else { return nil }
        row = ruling.row
        self.outcome = outcome
        shown = ShownText(lines: ruling.shown).text
        detail = ShownText(ruling.detail).text
    }

    /// The end of a line of the log.
    var logText: String { ", row " + row.description + ": " + detail }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
