internal import Foundation
internal import SAML

/// Colours of the checklist, or none, and how much room there is for it.
struct Colours {
    private let isOn: Bool
    /// Columns of the terminal; `nil` when what is printed is not for a terminal.
    let columns: Int?

    /// Colours when standard output is a terminal that has them, and `NO_COLOR` is not set.
    static var onTerminal: Colours {
        let environment = ProcessInfo.processInfo.environment
        let isUnwanted = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        guard isatty(STDOUT_FILENO) == 1 else { return Colours(isOn: false, columns: nil) }
        var size = winsize()
        // SAFETY: the request fills one structure of this type.
        let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return Colours(isOn: !isUnwanted, columns: isKnown ? Int(size.ws_col) : 80)
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
