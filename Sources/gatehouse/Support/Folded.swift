extension String {
    /// Broken between words into lines of at most 79 characters, all but the first behind `indent` blanks; a
    /// word that is longer stays whole.
    ///
    /// - Parameter first: how many characters stand before the first line.
    func folded(indent: Int, after first: Int? = nil) -> String {
        var width = first ?? indent
        var text = ""
        for word in split(separator: " ") {
            if text.isEmpty {
                text = String(word)
            } else if width + 1 + word.count <= 79 {
                text += " " + word
                width += 1
            } else {
                text += "\n" + String(repeating: " ", count: indent) + word
                width = indent
            }
            width += word.count
        }
        return text
    }
}
