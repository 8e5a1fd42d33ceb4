/// `json` with every character that could disturb a terminal, or change how the text around it reads, written as `\uXXXX`:
/// for programs the same value.
///
/// - Parameter json: JSON without white space between its tokens, so that such characters stand in strings alone.
public func printableJSON(_ json: String) -> String {
    if isPlainText(json) { return json }
    var shown = ""
    shown.reserveCapacity(json.utf8.count)
    for scalar in json.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                shown += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}
