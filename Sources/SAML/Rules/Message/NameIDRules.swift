import Foundation

/// The NID family: what may be the name of a person, and the key of their account. A name is shown only where it is
/// wrong, for a message that is refused by another rule has no name to show.
enum NameIDRules {
    typealias Subject = (message: MessageFacts, name: AssertionReading.Name)

    /// Characters a name may have.
    static let maximumLength = 256

    static let list: [Rule<Subject>] = [
        Rule(.nid01, "NameID holds text and nothing else") { subject in
            switch subject.name.content {
            case .mixed: .fail(expected: "text", found: "elements or other nodes")
            case .plain, .empty: .pass
            }
        },
        Rule(.nid02, "NameID is not blank and has no white space at its ends") { subject in
            guard let value = subject.name.content.value, let first = value.unicodeScalars.first,
                let last = value.unicodeScalars.last
            else { return .fail(expected: "a name", found: "nothing") }
            let isTrimmed = !first.properties.isWhitespace && !last.properties.isWhitespace
            return isTrimmed ? .pass : .fail(expected: "no white space around", found: value)
        },
        Rule(.nid03, "NameID is at most \(maximumLength) visible characters in NFC") { subject in
            guard let value = subject.name.content.value else {
                return .fail(expected: "a name", found: "nothing")
            }
            guard value.unicodeScalars.count <= maximumLength else {
                return .fail(
                    expected: "at most \(maximumLength) characters", found: "\(value.unicodeScalars.count)")
            }
            if isPlainText(value) { return .pass }
            guard value.unicodeScalars.allSatisfy(isVisible) else {
                return .fail(expected: "no control, format or unassigned characters", found: value)
            }
            let isComposed = sameBytes(value, value.precomposedStringWithCanonicalMapping)
            return isComposed ? .pass : .fail(expected: "NFC", found: value)
        },
        Rule(.nid04, "NameID is of a format that lasts, and that is asked for") { subject in
            let format = subject.name.format ?? NameIDFormat.unspecified
            guard !sameBytes(format, NameIDFormat.transient) else {
                return .fail(expected: "a name that is the same at the next sign-in", found: format)
            }
            let wanted = subject.message.expectations.nameIDFormats
            guard wanted.isEmpty || wanted.contains(where: { sameBytes($0, format) }) else {
                return .fail(expected: wanted.joined(separator: " or "), found: format)
            }
            return .pass(format)
        },
        Rule(.nid05, "qualifiers of NameID are the identity provider and this service provider") { subject in
            let qualifiers = [
                (subject.name.nameQualifier, subject.message.entityID),
                (subject.name.spNameQualifier, subject.message.relyingParty.entityID),
            ]
            for case (let found?, let expected) in qualifiers where !sameBytes(found, expected) {
                return .fail(expected: expected, found: found)
            }
            return .pass
        },
        Rule(.nid06, "format and name are one key, compared by bytes: the format is plain ASCII") { subject in
            guard let format = subject.name.format else { return .pass }
            let isPlain = !format.isEmpty && format.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            return isPlain ? .pass : .fail(expected: "a URI in ASCII", found: format)
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
