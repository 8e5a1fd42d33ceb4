/// Two values that should be one, on a line each, and a mark under the first difference.
struct Comparison {
    private static let label = "expected  "
    /// Shorter common beginnings are chance: nothing is gained by pointing behind them.
    private static let least = 8

    let expected: String
    let found: String

    init(expected: String?, found: String?) {
        self.expected = expected ?? "nothing"
        self.found = found ?? "nothing"
    }

    func lines(_ colours: Colours) -> [String] {
        [Self.label + expected, "found     " + found] + (mark.map { [colours.bad($0)] } ?? [])
    }

    /// Points at the first byte that differs, where the values have a beginning in common.
    private var mark: String? {
        let common = zip(expected.utf8, found.utf8).prefix { $0 == $1 }.count
        guard common >= Self.least, expected.utf8.prefix(common).allSatisfy({ $0 < 0x80 }), expected != found
        else {
            return nil
        }
        let what =
            if common == found.utf8.count {
                "ends here"
            } else if common == expected.utf8.count {
                "goes on"
            } else {
                "differs from here"
            }
        return String(repeating: " ", count: Self.label.utf8.count + common) + "^ \(what), byte \(common + 1)"
    }
}
