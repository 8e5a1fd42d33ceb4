import Testing

@testable import SAML

/// What is refused before libxml2 sees an octet, because libxml2 itself would take too long over it.
@Suite struct OctetInspectionTests {
    private func refusal(of text: String) -> RuleCode? {
        do throws(ParseRefusal) {
            try OctetInspection.inspect(Array(text.utf8), limits: .response)
            return nil
        } catch { return error.code }
    }

    @Test(arguments: ["\"", "'"])
    func `attributes are counted in each tag, up to attributes and declarations together`(quote: String) {
        let attributes = (0..<97).map { "a\($0)=\(quote)x=1>\(quote)" }
        #expect(refusal(of: "<a \(attributes.dropLast().joined(separator: " "))/>") == nil)
        #expect(refusal(of: "<a \(attributes.joined(separator: " "))/>") == .parse10)
        #expect(refusal(of: "<a><b \(attributes.joined(separator: "\n"))></b></a>") == .parse10)
        #expect(refusal(of: "<a \(attributes.joined(separator: " "))") == .parse10)
    }

    @Test func `equals signs in text and in values are no attributes`() {
        let equals = String(repeating: "=", count: 500)
        #expect(refusal(of: "<a b=\"\(equals)\">\(equals)</a>") == nil)
    }
}
