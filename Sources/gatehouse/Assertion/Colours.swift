internal import Foundation
internal import SAML

/// Colours of the checklist, or none.
struct Colours {
    private let isOn: Bool

    /// Colours when standard output is a terminal and `NO_COLOR` is not set.
    static var onTerminal: Colours {
        let isUnwanted = !(ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
        return Colours(isOn: isatty(STDOUT_FILENO) == 1 && !isUnwanted)
    }

    func good(_ text: String) -> String { paint(text, "32") }
    func bad(_ text: String) -> String { paint(text, "1;31") }

    func faint(_ text: String) -> String { paint(text, "2") }
    func warning(_ text: String) -> String { paint(text, "33") }

    /// How a rule came out, five characters wide.
    func word(_ status: RuleStatus) -> String {
        switch status {
        case .pass: good("pass ")
        case .fail: bad("FAIL ")
        case .warn: warning("warn ")
        case .notApplicable: faint("-    ")
        }
    }

    private func paint(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
