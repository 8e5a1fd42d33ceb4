/// Whether two identifiers are the same bytes. `String ==` would also accept canonically equivalent
/// spellings.
func sameBytes(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.utf8.span, right.utf8.span)
    guard left.count == right.count else { return false }
    for index in left.indices where left[index] != right[index] { return false }
    return true
}

/// Whether `value` is visible ASCII and blanks alone.
func isPlainText(_ value: String) -> Bool {
    let octets = value.utf8.span
    for index in octets.indices where octets[index] < 0x20 || octets[index] >= 0x7F { return false }
    return true
}

/// `value` with everything that could disturb a terminal or forge a log line spelled out, at most 512
/// characters.
public func printable(_ value: String) -> String { printable(value, atMost: 512) }

/// The same with another bound on its characters.
func printable(_ value: String, atMost limit: Int) -> String {
    if value.utf8.count <= limit, isPlainText(value) { return value }
    var shown = ""
    var count = 0
    for scalar in value.unicodeScalars {
        if count == limit { return shown + "… (cut, \(value.utf8.count) bytes)" }
        count += 1
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        default:
            shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}
