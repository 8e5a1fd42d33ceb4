/// Why metadata cannot be used.
public struct MetadataError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The broken rule, of the META family.
    public let code: RuleCode
    /// What was expected.
    public let expected: String
    /// What was found.
    public let found: String

    init(_ code: RuleCode, expected: String, found: String) {
        self.code = code
        self.expected = printable(expected)
        self.found = printable(found)
    }

    /// What is wrong, in a sentence.
    public var description: String { "\(code.rawValue): expected \(expected), found \(found)" }
}
