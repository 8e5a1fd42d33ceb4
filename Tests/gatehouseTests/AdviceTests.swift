import Testing

@testable import gatehouse

@Suite struct AdviceTests {
    private func named(_ text: String) -> String { Advice.naming("Corp & Sons", in: text) }

    @Test func `every command names the organisation that was named`() {
        #expect(named("None. Run: gatehouse jit off") == "None. Run: gatehouse jit off --org 'Corp & Sons'")
        #expect(
            named("Switch both off first: gatehouse sso require off, gatehouse jit off.")
                == "Switch both off first: gatehouse sso require off --org 'Corp & Sons', "
                + "gatehouse jit off --org 'Corp & Sons'.")
        #expect(
            named("Say whose:\n  gatehouse recovery codes olivia@corp.example")
                == "Say whose:\n  gatehouse recovery codes olivia@corp.example --org 'Corp & Sons'")
    }

    @Test(arguments: [
        "To run gatehouse serve is enough.", "Run: gatehouse org create NAME", "See: gatehouse org list",
        "Run: gatehouse jit off --org 'Corp, Inc.' now",
    ])
    func `what is no command about an organisation stays`(text: String) {
        #expect(named(text) == text)
    }

    @Test func `blanks and lines stay as they are`() {
        let text = "To look now:         it\n\n  two  columns"
        #expect(named(text) == text)
    }

    @Test func `an organisation's name with a quotation mark is one word of the shell`() {
        #expect(
            Advice.naming("O'Brien, Ltd.", in: "Run: gatehouse status")
                == "Run: gatehouse status --org 'O'\\''Brien, Ltd.'")
        let twice = Advice.naming(
            "O'Brien, Ltd.", in: "Run: gatehouse status --org 'O'\\''Brien, Ltd.'; then")
        #expect(twice == "Run: gatehouse status --org 'O'\\''Brien, Ltd.'; then")
    }

    @Test func `without an organisation nothing is added`() {
        #expect(Advice.naming(nil, in: "Run: gatehouse status") == "Run: gatehouse status")
    }
}
