import Testing

@testable import Policy

@Suite struct NameTests {
    @Test(arguments: [
        "alice", "a", "Alice", "svc_backup", "a.b", "alice@corp.example", "x-1",
        String(repeating: "a", count: 64),
    ])
    func `a login name may be`(text: String) {
        #expect(LoginName(text)?.description == text)
    }

    @Test(arguments: [
        "", "-alice", ".alice", "al ice", "alice\n", "älice", "a/b", "a\0b", "a:b",
        String(repeating: "a", count: 65),
    ])
    func `a login name may not be`(text: String) {
        #expect(LoginName(text) == nil)
    }

    @Test func `only simple names are provisioned`() {
        for name in ["alice", "a", "a-1", String(repeating: "a", count: 31)] {
            #expect(LoginName(name)?.mayBeProvisioned == true)
        }
        for name in ["Alice", "1a", "a_b", "a.b", "a@b.example", "_a", String(repeating: "a", count: 32)] {
            #expect(LoginName(name)?.mayBeProvisioned == false)
        }
    }

    @Test func `composed and decomposed letters are no names at all`() {
        #expect(LoginName("\u{e9}lodie") == nil)
        #expect(LoginName("e\u{301}lodie") == nil)
    }

    @Test func `a domain name has one form`() {
        #expect(DomainName("Corp.EXAMPLE.")?.description == "corp.example")
        #expect(DomainName("xn--mller-kva.example") != nil)
        #expect(DomainName("corp.example") == DomainName("CORP.example."))
    }

    @Test(arguments: [
        "", "corp", "corp.", ".corp.example", "corp..example", "-corp.example", "corp-.example",
        "co_rp.example",
        "müller.example", "corp.example..", "192.0.2.1", "corp.example/x", "corp .example",
        String(repeating: "a", count: 64) + ".example", String(repeating: "a.", count: 130) + "example",
    ])
    func `a domain name may not be`(text: String) {
        #expect(DomainName(text) == nil)
    }

    @Test func `only the domain of an address is folded`() {
        let address = EmailAddress("Alice.B+x@Corp.Example")
        #expect(address?.description == "Alice.B+x@corp.example")
        #expect(EmailAddress("alice@corp.example") != EmailAddress("Alice@corp.example"))
    }

    @Test(arguments: [
        "alice", "@corp.example", "alice@", "alice@corp", "alice@@corp.example", "a@b@corp.example",
        "alice@corp.example.",
        ".alice@corp.example", "alice.@corp.example", "al..ice@corp.example", "\"alice\"@corp.example",
        "alice @corp.example", " alice@corp.example", "alice@corp.example\n", "älice@corp.example",
        "alice@cörp.example",
        "\u{212A}elvin@corp.example", "alice\0@corp.example", "alice@[192.0.2.1]",
    ])
    func `an address may not be`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    /// Every case is found by its name, and nothing by a part of it, another case or nothing.
    private func expectWords<Value: Named & Equatable>(of type: Value.Type, _ words: [String]) {
        #expect(type.allCases.map(\.name) == words)
        for value in type.allCases {
            #expect(Value(name: value.name) == value)
            for other in [value.name.uppercased(), value.name + " ", String(value.name.dropLast()), ""] {
                #expect(Value(name: other) == nil)
            }
        }
    }

    @Test func `words of the settings are for keeping, and the same in both directions`() {
        expectWords(of: Role.self, ["owner", "admin", "member"])
        expectWords(of: MemberStatus.self, ["active", "suspended", "removed"])
        expectWords(of: Externals.self, ["refused", "password"])
        expectWords(of: Method.self, ["sso", "password", "publickey", "recovery-code", "none"])
        expectWords(
            of: ClaimState.self, ["pending", "verified", "grace", "lapsed", "expired", "withdrawn"])
    }

    @Test func `days are those of the calendar`() {
        #expect(UnixTime(seconds: 0).day == "1970-01-01")
        #expect(UnixTime(seconds: -1).day == "1969-12-31")
        #expect(UnixTime(seconds: 951_782_400).day == "2000-02-29")
        #expect(UnixTime(seconds: 951_868_800).day == "2000-03-01")
        #expect(UnixTime(seconds: 1_795_132_800).day == "2026-11-20")
        #expect(UnixTime(seconds: .max).day == "????-??-??")
    }

    @Test func `the uid a name begins with is a function of the name alone, inside the range`() throws {
        let alice = try #require(LoginName("alice"))
        let bob = try #require(LoginName("bob"))
        #expect(UIDRange.candidate(for: alice) == UIDRange.candidate(for: alice))
        #expect(UIDRange.candidate(for: alice) != UIDRange.candidate(for: bob))
        for index in 0..<2_000 {
            let name = try #require(LoginName("user\(index)"))
            #expect(UIDRange.managed.contains(UIDRange.candidate(for: name)))
        }
        #expect(UIDRange.next(after: UIDRange.managed.upperBound) == UIDRange.managed.lowerBound)
    }
}
