internal import Foundation

/// How text for people is broken into lines: between words, what goes on behind a hanging indent. What has to be pasted
/// stays whole, and so does a word, whatever its length.
struct Layout {
    /// The most characters of a line.
    let width: Int

    static let widest = 100

    init(width: Int) { self.width = width }

    /// That of the terminal behind a file, at most 100 characters; of a pipe or a file just those.
    init(of file: Int32) {
        var size = winsize()
        // SAFETY: the request fills one structure of this type, of ours.
        let isTerminal = unsafe ioctl(file, UInt(TIOCGWINSZ), &size) == 0
        width = isTerminal && size.ws_col >= 40 ? min(Int(size.ws_col), Self.widest) : Self.widest
    }

    /// The text, its lines broken where they are too long.
    func text(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.count <= width ? String($0) : folded($0)
        }.joined(separator: "\n")
    }

    private func folded(_ line: Substring) -> String {
        var text = ""
        var column = 0
        let pieces = Self.joined(Advice(line).pieces)
        let margin = String(repeating: " ", count: Self.indent(of: line))
        for (index, piece) in pieces.enumerated() {
            let isAfterCommand = index > 0 && pieces[index - 1].isCommand
            if index == 0 || (column + piece.gap + piece.text.count <= width && !isAfterCommand) {
                text += String(repeating: " ", count: piece.gap)
                column += piece.gap
            } else {
                text += "\n" + margin
                column = margin.count
            }
            text += piece.text
            column += piece.text.count
        }
        return text
    }

    /// "Run:" goes with its command.
    private static func joined(_ pieces: [Advice.Piece]) -> [Advice.Piece] {
        pieces.reduce(into: []) { joined, piece in
            if piece.isCommand, let lead = joined.last, lead.text.hasSuffix(":"),
                lead.text.first?.isUppercase == true
            {
                joined[joined.count - 1] = Advice.Piece(
                    gap: lead.gap, text: lead.text + String(repeating: " ", count: piece.gap) + piece.text,
                    isCommand: true)
            } else {
                joined.append(piece)
            }
        }
    }

    /// Two characters behind the column that the line is written in: behind its label, or where it begins. None for a
    /// paragraph at the margin, which is no row of a table.
    private static func indent(of line: Substring) -> Int {
        let characters = Array(line)
        let start = characters.firstIndex { $0 != " " } ?? 0
        let gap = characters[start...].indices.dropLast().first {
            characters[$0] == " " && characters[$0 + 1] == " "
        }
        guard let gap, gap <= 24, let column = characters[gap...].firstIndex(where: { $0 != " " }) else {
            return start > 0 || gap != nil || line.hasPrefix("- ") ? start + 2 : 0
        }
        return column + 2
    }
}

extension String {
    /// The text with blanks behind it, up to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
