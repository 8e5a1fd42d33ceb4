/// The pieces of a line for people: its words, and what has to be pasted as it stands.
///
/// A command of ours is found after a colon, behind another command, or at the beginning of a line. It goes to the end of the
/// line, or to a word with a comma, a semicolon or a full stop behind it. A DNS record is its name, `TXT` and its value.
struct Advice {
    struct Piece {
        /// How many blanks stand before it.
        var gap: Int
        var text: String
        var isCommand = false
    }

    let pieces: [Piece]

    init(_ line: some StringProtocol) {
        var pieces: [Piece] = []
        var gap = 0
        var isOpen = false
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            if word.isEmpty {
                gap += 1
                continue
            }
            let last = pieces.last
            if isOpen, let last {
                pieces[pieces.count - 1].text += String(repeating: " ", count: gap) + word
                isOpen = !Self.ends(last.text + " " + word)
            } else if last.map({ $0.text.hasSuffix(":") || $0.isCommand }) ?? true, word == "gatehouse" {
                pieces.append(Piece(gap: gap, text: String(word), isCommand: true))
                isOpen = true
            } else if let last, gap == 2, word == "TXT" || last.text.hasSuffix(".  TXT") {
                pieces[pieces.count - 1].text += "  " + word
            } else {
                pieces.append(Piece(gap: gap, text: String(word)))
            }
            gap = 1
        }
        self.pieces = pieces
    }

    /// A command is over: punctuation stands behind it, and no quotation mark is open.
    static func ends(_ command: String) -> Bool {
        guard let last = command.last, ".,;".contains(last) else { return false }
        return command.count { $0 == "'" }.isMultiple(of: 2)
    }

    /// The text, every command in it with the organisation that it is about: where a host serves several, each wants it.
    ///
    /// - Parameter organisation: what was given as `--org`; nil for nothing.
    static func naming(_ organisation: String?, in text: String) -> String {
        guard let organisation else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Advice(line).pieces.map { piece in
                let text = piece.isCommand ? named(organisation, piece.text) : piece.text
                return String(repeating: " ", count: piece.gap) + text
            }.joined()
        }.joined(separator: "\n")
    }

    private static func named(_ organisation: String, _ command: String) -> String {
        let isOfTheHost = ["gatehouse org list", "gatehouse org create", "gatehouse --help"].contains {
            command.hasPrefix($0)
        }
        guard !isOfTheHost, !command.contains(" --org ") else { return command }
        let mark = ends(command) ? String(command.last.map { [$0] } ?? []) : ""
        return command.dropLast(mark.count) + " --org \(organisation.shellWord)" + mark
    }
}
