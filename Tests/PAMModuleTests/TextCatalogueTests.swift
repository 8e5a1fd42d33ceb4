import Foundation
import Policy
import Store
import Testing

@testable import PAMModule

/// Every text of the module's own that a person can see.
@Suite struct TextCatalogueTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/PAMModule")

    /// Each by the name it has in ``TerminalText``.
    private func catalogue() throws -> [String: [String]] {
        let login = try #require(LoginName("alice"))
        let signIn = try #require(
            SignIn(reference: Array("K7QM-2D".utf8), url: Array("https://host/s/1".utf8), expiresIn: 600))
        let denial = Finding(
            decide(Standing([try Sample.facts(Sample.owner, hasProvider: false)]), method: .sso))
        let use = RecoveryUse(
            id: 1, login: login, number: 3, at: UnixTime(seconds: 1_800_000_000),
            origin: "sshd from 192.0.2.7")
        let kinds: [TerminalText.CodeKind] = [.orRecovery, .orPassword, .recoveryAlone]
        return [
            "serviceUnavailable": [TerminalText.serviceUnavailable],
            "passwordInstead": [TerminalText.passwordInstead],
            "needsQuestions": [TerminalText.needsQuestions],
            "noAnswer": [TerminalText.noAnswer],
            "response": [TerminalText.response],
            "noResponse": [TerminalText.noResponse],
            "tooManyTries": [TerminalText.tooManyTries],
            "otherAccount": [TerminalText.otherAccount],
            "noPasswordToChange": [TerminalText.noPasswordToChange],
            "signIn": kinds.map { TerminalText.signIn(signIn, login: login, host: "build7", $0) },
            "recovery": [TerminalText.recovery(insteadOf: denial)],
            "again": kinds.flatMap { kind in
                [1, 2].map { TerminalText.again(triesLeft: $0, kind) }
            },
            "noCode": kinds.map { TerminalText.noCode($0) },
            "recovered": [0, 1, 9].map { TerminalText.recovered(codesLeft: $0) },
            "recoveryUses": [
                TerminalText.recoveryUses([use]), TerminalText.recoveryUses([use, use, use, use]),
            ],
            "refused": [TerminalText.refused(ShownText([]), reference: ShownText([]))],
        ]
    }

    @Test func everyTextThereIsIsInTheCatalogue() throws {
        let source = try String(
            contentsOf: Self.sources.appending(path: "TerminalText.swift"), encoding: .utf8)
        let names = source.matches(of: /\n    static (?:let|func) (\w+)/).map { String($0.output.1) }
        #expect(names.count > 10)
        #expect(Set(names) == Set(try catalogue().keys))
    }

    @Test func nothingIsShownThatIsWrittenElsewhere() throws {
        var shown = 0
        for file in try FileManager.default.contentsOfDirectory(
            at: Self.sources, includingPropertiesForKeys: nil)
        where file.pathExtension == "swift" {
            let source = try String(contentsOf: file, encoding: .utf8)
            for call in source.matches(of: /\.(?:inform|complain|ask)\(([^\n]*)/) {
                shown += 1
                #expect(!call.output.1.contains("\""), "\(file.lastPathComponent): \(call.output.0)")
            }
        }
        #expect(shown > 8)
    }

    @Test func everyLineIsBelow80ColumnsAndPlain() throws {
        for text in try catalogue().values.joined() {
            #expect(!text.isEmpty)
            for line in text.split(separator: "\n") {
                #expect(
                    line.utf8.count < 80 && line.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(line)")
            }
        }
    }

    @Test func whatIsSaidBeforeAProofNamesNoOrganisationAndNoDomain() throws {
        for (name, texts) in try catalogue() where !["recovered", "recoveryUses"].contains(name) {
            for text in texts { #expect(!text.contains("corp") && !text.contains("@"), "\(name)") }
        }
    }

    @Test func everyRefusalSaysWhatToDo() throws {
        let ends = [
            "again", "Reconnect with\n  -o PreferredAuthentications=keyboard-interactive", "Sign-in refused.",
        ]
        for name in ["needsQuestions", "noAnswer", "noResponse", "tooManyTries"] {
            for text in try #require(try catalogue()[name]) {
                #expect(ends.contains { text.contains($0) }, "\(text)")
            }
        }
    }
}
