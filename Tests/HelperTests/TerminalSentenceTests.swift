import Testing

@testable import Helper

struct TerminalSentenceTests {
    @Test(arguments: TerminalSentence.allCases)
    func `what a terminal shows fits it, is plain, and says what to do`(sentence: TerminalSentence) {
        let text = sentence.rawValue
        #expect(text.utf8.count < 80)
        #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        let last = text.split(separator: ". ").last ?? ""
        #expect(["Start again", "Ask ", "Finish "].contains { last.hasPrefix($0) }, "\(text)")
    }
}
