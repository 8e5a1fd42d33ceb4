import Testing

@testable import gatehouse

@Suite struct LayoutTests {
    private func laidOut(_ text: String, _ width: Int = 40) -> String { Layout(width: width).text(text) }

    @Test func `what fits stays as it is`() {
        #expect(laidOut("  Plan    enterprise\n\nDone.") == "  Plan    enterprise\n\nDone.")
    }

    @Test func `a paragraph goes on at the margin`() {
        #expect(laidOut("one two three four five six", 12) == "one two\nthree four\nfive six")
    }

    @Test func `what stands behind a label goes on below itself`() {
        #expect(
            laidOut("  Label   one two three four", 20)
                == "  Label   one two\n            three\n            four")
    }

    @Test func `an item goes on behind its dash`() {
        #expect(laidOut("- one two three", 10) == "- one two\n  three")
        #expect(laidOut("  - one two three", 11) == "  - one two\n    three")
    }

    @Test func `the row of a table goes on behind its first word`() {
        let login = String(repeating: "a", count: 31)
        #expect(laidOut("\(login)  \(login)", 40) == "\(login)\n  \(login)")
    }

    @Test func `a command that does not fit has a line of its own, whole`() {
        #expect(
            laidOut("  it waits for approval. Run: gatehouse idp show corp --org 'Corp and Sons'")
                == "  it waits for approval.\n  Run: gatehouse idp show corp --org 'Corp and Sons'")
    }

    @Test func `nothing goes on behind a command that has a line of its own`() {
        #expect(
            laidOut("It is required. Run: gatehouse sso require off; or go on with --force")
                == "It is required.\nRun: gatehouse sso require off\nor go on with --force")
    }

    @Test func `a DNS record is not broken`() {
        let record = "corp.example.  TXT  \"gatehouse-domain-verify=abcdefghijkl\""
        #expect(laidOut("  Record  \(record)") == "  Record\n  \(record)")
        #expect(laidOut("  \(record)") == "  \(record)")
    }

    @Test func `a long word is not broken`() {
        let url = "https://" + String(repeating: "a", count: 60)
        #expect(laidOut("  sign-in URL   \(url)") == "  sign-in URL\n  \(url)")
    }

    @Test func `a word that fits in no other way stands more to the left`() {
        let url = "https://" + String(repeating: "a", count: 28)
        #expect(laidOut("  sign-in URL   \(url)") == "  sign-in URL\n    \(url)")
    }

    @Test func `a file is written as wide as the widest terminal`() {
        #expect(Layout(of: -1).width == 100)
    }
}
