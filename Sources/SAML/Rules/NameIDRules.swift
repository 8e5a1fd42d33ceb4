import Foundation

/// The NID family: what may be the name of a person. A name is shown only where it is wrong, for a message
/// that is refused by another rule has no name to show.
enum NameIDRules {
    /// Characters a name may have.
    static let maximumLength = 256

    static let list: [Rule<AssertionReading.Name>] = [
        Rule(.nid01, "NameID holds text and nothing else") { name in
            switch name.content {
            case .mixed: .fail(expected: "text", found: "elements or other nodes")
            case .plain, .empty: .pass
            }
        },
        Rule(.nid02, "NameID is not blank and has no white space at its ends") { name in
            guard let value = name.content.value, let first = value.unicodeScalars.first,
                let last = value.unicodeScalars.last
            else { return .fail(expected: "a name", found: "nothing") }
            let isTrimmed = !first.properties.isWhitespace && !last.properties.isWhitespace
            return isTrimmed ? .pass : .fail(expected: "no white space around", found: value)
        },
        Rule(.nid03, "NameID is at most \(maximumLength) visible characters in NFC") { name in
            guard let value = name.content.value else { return .fail(expected: "a name", found: "nothing") }
            guard value.unicodeScalars.count <= maximumLength else {
                return .fail(
                    expected: "at most \(maximumLength) characters", found: "\(value.unicodeScalars.count)")
            }
            if value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return .pass }
            guard value.unicodeScalars.allSatisfy(isVisible) else {
                return .fail(expected: "no control, format or unassigned characters", found: value)
            }
            let isComposed = sameBytes(value, value.precomposedStringWithCanonicalMapping)
            return isComposed ? .pass : .fail(expected: "NFC", found: value)
        },
    ]

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            false
        default: !scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
