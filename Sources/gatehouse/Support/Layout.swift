internal import Foundation

/// How text for people is broken into lines: between words, what goes on behind a hanging indent. What has to be pasted
/// stays whole, and so does a word, whatever its length.
struct Layout {
    /// The most characters of a line.
    let width: Int

    static let widest = 100

    init(width: Int) { self.width = width }

    /// That of the terminal behind a file, at most 100 characters.
    ///
    /// - Parameter otherwise: that of a pipe and of a file on disk.
    init(of file: Int32, otherwise: Int = Layout.widest) {
        var size = winsize()
        // SAFETY: the request fills one structure of this type, of ours.
        let isTerminal = unsafe ioctl(file, UInt(TIOCGWINSZ), &size) == 0
        // A terminal that does not know its size says 0.
        let columns = size.ws_col >= 40 ? Int(size.ws_col) : Self.widest
        width = isTerminal ? min(columns, Self.widest) : otherwise
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
        let (start, hanging) = Self.indents(of: line)
        var isBehindCommand = false
        for (index, piece) in pieces.enumerated() {
            var shown = piece.text
            if index == 0 || (column + piece.gap + shown.count <= width && !isBehindCommand) {
                text += String(repeating: " ", count: piece.gap)
                column += piece.gap
            } else {
                // It stands alone to be pasted: without the sentence's punctuation.
                if piece.isCommand, Advice.ends(shown) { shown.removeLast() }
                // What fits in no other way stands more to the left.
                column = max(start, min(hanging, width - shown.count))
                text += "\n" + String(repeating: " ", count: column)
                isBehindCommand = piece.isCommand
            }
            text += shown
            column += shown.count
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

    /// The column that the line begins in; and two characters behind that it is written in, which is what stands behind its
    /// label, or where it begins. A paragraph at the margin goes on at the margin, unless it is the row of a table.
    private static func indents(of line: Substring) -> (start: Int, hanging: Int) {
        let characters = Array(line)
        let start = characters.firstIndex { $0 != " " } ?? 0
        let gap = characters[start...].indices.dropLast().first {
            characters[$0] == " " && characters[$0 + 1] == " "
        }
        guard let gap, gap <= 24, let column = characters[gap...].firstIndex(where: { $0 != " " }) else {
            return (start, start > 0 || gap != nil || line.hasPrefix("- ") ? start + 2 : 0)
        }
        return (start, column + 2)
    }
}

extension String {
    /// The text with blanks behind it, up to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
