import Policy
import Store
import Testing

@testable import PAMModule

@Suite struct TextTests {
    private func signIn(_ url: String) throws -> SignIn {
        try #require(SignIn(reference: Array(repeating: 65, count: 32), url: Array(url.utf8), expiresIn: 300))
    }

    @Test func everyLineIsBelow80ColumnsButTheAddress() throws {
        let url = "https://host.example/" + String(repeating: "x", count: 200)
        let login = try #require(LoginName(String(repeating: "a", count: 64)))
        let host = String(repeating: "h", count: 64)
        let refusal = TerminalText.refused(
            ShownText(Array(String(repeating: "word ", count: 100).utf8)),
            reference: ShownText(Array("K7QM-2D".utf8)))
        var texts = [
            TerminalText.serviceUnavailable, TerminalText.passwordInstead, TerminalText.needsQuestions,
            TerminalText.tooManyTries, TerminalText.noPasswordToChange, refusal,
        ]
        for kind in [TerminalText.CodeKind.orRecovery, .orPassword, .recoveryAlone] {
            texts.append(TerminalText.signIn(try signIn(url), login: login, host: host, kind))
            texts.append(TerminalText.again(triesLeft: 255, kind))
            texts.append(TerminalText.noCode(kind))
        }
        let origin = String(repeating: "s", count: 8) + " from " + String(repeating: "h", count: 56)
        let use = RecoveryUse(id: 1, login: login, number: 10, at: UnixTime(seconds: 0), origin: origin)
        texts.append(TerminalText.recoveryUses(Array(repeating: use, count: 2_000)))
        texts += [0, 1, 10].map { TerminalText.recovered(codesLeft: $0) }
        for line in texts.flatMap({ $0.split(separator: "\n") }) where line != url {
            #expect(line.count < 80, "\(line)")
        }
    }

    @Test func theAddressStandsAloneAndTheQuestionIsLast() throws {
        let login = try #require(LoginName("alice"))
        let text = TerminalText.signIn(
            try signIn("https://h/s"), login: login, host: "build7", .orRecovery)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.first == "" && lines.contains("https://h/s")
                && lines.last == "Code shown there (or an owner's recovery code): ")
    }

    @Test func controlCharactersDoNotReachTheTerminal() {
        #expect(ShownText(Array("a\u{1B}[2J\r\n\u{7F}b".utf8)).text == "a?[2J???b")
        #expect(ShownText(Array("\u{9B}31m".utf8)).text == "?31m")
        #expect(ShownText([0x61, 0xFF, 0x9B]).text == "a\u{FFFD}\u{FFFD}")
        #expect(ShownText(Array("Müller".utf8)).text == "Müller")
    }

    @Test func anAddressIsPrintableASCII() {
        for url in ["", "https://x/ y", "https://x/\u{1B}", "https://ü/"] {
            #expect(SignIn(reference: [65], url: Array(url.utf8), expiresIn: 1) == nil)
        }
    }
}
