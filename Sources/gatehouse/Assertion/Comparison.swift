internal import Foundation

/// Two values that should be one, on a line each, and a mark under the first difference. Lists have a line for each
/// of their values, and no mark.
struct Comparison {
    /// Shorter common beginnings are chance: nothing is gained by pointing behind them.
    private static let least = 8

    let expected: String
    let found: String

    init(expected: String?, found: String?) {
        self.expected = Self.shown(expected)
        self.found = Self.shown(found)
    }

    private static func shown(_ value: String?) -> String {
        guard let value else { return "nothing" }
        return value.isEmpty ? "(empty)" : value
    }

    /// The word before a value, as wide as all of them.
    static func label(of word: String) -> String {
        word.padding(toLength: 10, withPad: " ", startingAt: 0)
    }

    func lines(_ colours: Colours) -> [String] {
        Self.list("expected", expected) + Self.list("found", found) + (mark.map { [colours.bad($0)] } ?? [])
    }

    /// The value, or every one of several URIs on a line of its own.
    private static func list(_ label: String, _ value: String) -> [String] {
        let words = value.split(separator: " ")
        let isList = words.count > 1 && words.allSatisfy { $0.hasPrefix("http") || $0.hasPrefix("urn:") }
        guard isList else { return [Self.label(of: label) + value] }
        return words.enumerated().map { Self.label(of: $0.offset == 0 ? label : "") + $0.element }
    }

    /// Points at the first byte that differs, where the values have a beginning in common.
    private var mark: String? {
        // Sentences, lists and counts are no values that should be one.
        guard !expected.contains(" "), !found.contains(" "), Int(expected) == nil else { return nil }
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
        return String(repeating: " ", count: Self.label(of: "").utf8.count + common)
            + "^ \(what), byte \(common + 1)"
    }
}
