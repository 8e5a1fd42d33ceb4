import Foundation
import Testing

@testable import SAML

@Suite struct PrintableJSONTests {
    /// A control sequence introducer in one character, DEL, a change of direction, a character beyond 16 bits.
    static let texts = ["\u{9B}31mok", "\u{7F}", "a\u{202E}b", "\u{E0041}", "größer 𝄞", "plain \"\\ \n"]

    @Test(arguments: texts) func sameValueWithoutWhatDisturbsATerminal(text: String) throws {
        let json = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self)
        let shown = printableJSON(json)
        #expect(try JSONDecoder().decode([String].self, from: Data(shown.utf8)) == [text])
        #expect(printable(shown) == shown)
    }
}
