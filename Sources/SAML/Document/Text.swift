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

extension Unicode.Scalar {
    /// Whether neither a terminal nor the order of a line's characters obeys it, and everybody sees the same.
    public var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            false
        default: true
        }
    }
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
        if scalar.isHarmless {
            shown.unicodeScalars.append(scalar)
        } else {
            shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        }
    }
    return shown
}
