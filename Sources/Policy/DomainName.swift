/// A DNS name in the one form Gatehouse compares: lower-case A-labels joined by dots, no trailing dot.
///
/// Bounds: RFC 1035 section 2.3.4 (labels of 1 to 63 bytes, 253 in all), letters, digits and hyphens
/// (RFC 5890 section 2.3.1), at least two labels, the last one not all digits.
public struct DomainName: Hashable, Sendable {
    /// ASCII, 3 to 253 bytes.
    public let bytes: [UInt8]

    /// Folds ASCII letters to lower case and drops one trailing dot; returns nil for everything that is not such a name,
    /// names with non-ASCII characters included.
    public init?(_ bytes: some Sequence<UInt8>) {
        var bytes = bytes.map(ASCII.lowercased)
        if bytes.last == ASCII.dot { bytes.removeLast() }
        guard (3...253).contains(bytes.count) else { return nil }
        let labels = bytes.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        guard labels.count >= 2 else { return nil }
        for label in labels {
            guard (1...63).contains(label.count), label.first != ASCII.hyphen, label.last != ASCII.hyphen,
                label.allSatisfy({ ASCII.isLowercaseLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen })
            else { return nil }
        }
        guard let last = labels.last, !last.allSatisfy(ASCII.isDigit) else { return nil }
        self.bytes = bytes
    }

    /// The same check for text, such as an argument of a command.
    public init?(_ text: String) {
        self.init(text.utf8)
    }
}

extension DomainName: CustomStringConvertible {
    /// The name as text; ASCII only.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
