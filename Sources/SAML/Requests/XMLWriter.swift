/// Writes small documents with everything escaped. Callers give names as literals and values as they are.
struct XMLWriter {
    private(set) var text = ""

    /// An element with what `content` writes inside it.
    mutating func element(
        _ name: StaticString, _ attributes: [(StaticString, String)] = [],
        content: (inout XMLWriter) -> Void = { _ in }
    ) {
        text += "<\(name)"
        for (attribute, value) in attributes { text += " \(attribute)=\"" + Self.escape(value) + "\"" }
        var inner = XMLWriter()
        content(&inner)
        text += inner.text.isEmpty ? "/>" : ">" + inner.text + "</\(name)>"
    }

    /// Character data.
    mutating func characters(_ value: String) { text += Self.escape(value) }

    private static func escape(_ value: String) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
