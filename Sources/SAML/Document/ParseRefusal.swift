/// Why octets are not a document that may be looked at: the broken rule and what was found.
struct ParseRefusal: Error {
    let code: RuleCode
    let expected: String
    let found: String

    init(_ code: RuleCode, expected: String, found: String) {
        self.code = code
        self.expected = expected
        self.found = found
    }
}
