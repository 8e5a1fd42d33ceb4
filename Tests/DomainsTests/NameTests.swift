import Foundation
import Policy
import Testing

@testable import Domains

@Suite struct `A name that is typed` {
    private let names: ClaimableNames

    init() throws { names = ClaimableNames(publicSuffixes: try PublicSuffixList()) }

    private func refusal(_ typed: String) -> NameError? {
        do {
            let name = try names.claimable(typed)
            Issue.record("\(typed) became \(name)")
            return nil
        } catch {
            // Whatever was typed, the answer must not drive the terminal.
            #expect(error.description.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            #expect(error.description.utf8.count < 400)
            return error
        }
    }

    @Test(arguments: [
        ("corp.com", "corp.com"), ("CORP.Com.", "corp.com"), ("a.b.c.corp.com", "a.b.c.corp.com"),
        ("bücher.de", "xn--bcher-kva.de"), ("BÜCHER.de", "xn--bcher-kva.de"),
        ("bu\u{308}cher.de", "xn--bcher-kva.de"), ("xn--bcher-kva.de", "xn--bcher-kva.de"),
        ("XN--BCHER-KVA.DE", "xn--bcher-kva.de"), ("straße.de", "xn--strae-oqa.de"),
        ("ｃｏｒｐ．ｃｏｍ", "corp.com"), ("corp。com", "corp.com"), ("corp．com。", "corp.com"),
        ("corp｡com", "corp.com"), ("例子.公司.cn", "xn--fsqu00a.xn--55qx5d.cn"),
        // The Kelvin sign, a Roman numeral and mathematical letters are those letters in another form.
        ("\u{212A}orp.com", "korp.com"), ("\u{217D}orp.com", "corp.com"), ("\u{1D41C}orp.com", "corp.com"),
        // Cyrillic and Greek letters that look the same are other letters.
        ("\u{441}orp.com", "xn--orp-3ed.com"), ("c\u{3BF}rp.com", "xn--crp-9yc.com"),
        ("www.ck", "www.ck"), ("someone.github.io", "someone.github.io"), ("github.io", "github.io"),
        ("3m.com", "3m.com"), ("corp.gmail.com", "corp.gmail.com"), ("0.pool.corp.com", "0.pool.corp.com"),
    ])
    func `comes to one form`(typed: String, form: String) throws {
        let name = try names.claimable(typed)
        #expect(name.description == form)
        #expect(try names.claimable(name.description) == name)
    }

    @Test func `can be shown with its own letters again`() throws {
        #expect(try names.claimable("bücher.de").unicode == "bücher.de")
        #expect(domain("corp.com").unicode == nil)
    }

    @Test(arguments: ["", " ", "\t\n"]) func `must not be empty`(typed: String) {
        #expect(refusal(typed) == .empty)
    }

    @Test(arguments: [
        ("alice@corp.com", "corp.com"), ("@corp.com", "corp.com"), ("alice@bücher.de", "xn--bcher-kva.de"),
        ("alice@", ""),
    ])
    func `is not an e-mail address`(typed: String, name: String) {
        #expect(refusal(typed) == .emailAddress(typed: SafeText.printable(typed.utf8), name: name))
    }

    @Test(arguments: [
        ("https://corp.com/login?a=b", "corp.com"), ("corp.com/", "corp.com"), ("corp.com:443", "corp.com"),
        ("ldap://admin@Corp.com:389", "corp.com"), ("//", ""), ("https://192.0.2.1/", ""),
    ])
    func `is not a URL`(typed: String, name: String) {
        #expect(refusal(typed) == .url(typed: typed, name: name))
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1", "[2001:db8::1]", "::1", "１９２．0.2.1"])
    func `is not an IP address`(typed: String) {
        #expect(refusal(typed) == .ipAddress(SafeText.printable(typed.utf8)))
    }

    @Test func `is exactly one name`() {
        #expect(refusal("*.corp.com") == .wildcard(typed: "*.corp.com", name: "corp.com"))
        #expect(refusal("*") == .wildcard(typed: "*", name: ""))
        #expect(refusal("_gatehouse-challenge.corp.com") == .underscore("_gatehouse-challenge.corp.com"))
        for typed in ["corp", "corp.", "com", "localhost"] { #expect(refusal(typed) == .singleLabel(typed)) }
        for typed in [
            "corp.com other.com", " corp.com", "corp.com\n", "corp\0.com", "corp\u{3000}.com", "a\u{7F}.de",
            "cor\u{AD}p.com", "cor\u{200B}p.com", "\u{FEFF}corp.com", "cor\u{2060}p.com", "corp.com\u{FE0F}",
            "cor\u{34F}p.com", "corp\u{E0101}.com", "cor\u{3164}p.com", "corp\u{202E}moc.com",
        ] {
            #expect(refusal(typed) == .whiteSpace(SafeText.printable(typed.utf8)))
        }
    }

    @Test(arguments: [
        "corp..com", ".corp.com", "-corp.com", "corp-.com", "corp.1", "1.2.3", "co!rp.com", "a*.corp.com",
        "ab--cd.com",
        "xn--a.com", "xn--bcher-kva-.de", "xn--strae-ooa.de", "\u{300}a.com", "a\u{200D}b.com",
        "☃\u{FFFF}.com",
        "\u{5D0}a.com", "corp,com", "corp.com\\", "co！rp.com", "bü!cher.de",
        "＿a.corp.com", "corp。.com", "corp.com..", "xn--.com", "xn--corp-.com", "xn--corp.com",
        "\u{2024}corp.com",
        "a\u{200C}b.com", "\u{644}\u{200D}.com", "\u{378}a.com",
    ])
    func `is a name of the DNS`(typed: String) {
        guard case .notAName(SafeText.printable(typed.utf8), let reason) = refusal(typed) else {
            Issue.record("\(typed) was refused as something else")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test func `fits into the DNS`() throws {
        let label = String(repeating: "a", count: 63)
        let longest = [label, label, label, String(label.dropLast(2))].joined(separator: ".")
        #expect(try names.claimable(longest).bytes.count == 253)
        for typed in [longest + "a", label + "a.com", String(repeating: "ü", count: 60) + ".de"] {
            #expect(refusal(typed) == .tooLong(SafeText.printable(typed.utf8, limit: 80)))
        }
        #expect(refusal(String(repeating: "a.", count: 5_000)) != nil)
    }

    @Test(arguments: [
        ("corp.example", "example"), ("corp.test", "test"), ("www.example.com", "example.com"),
        ("example.org", "example.org"), ("a.localhost", "localhost"), ("x.invalid", "invalid"),
        ("printer.local", "local"), ("duckduckgo.onion", "onion"), ("router.home.arpa", "arpa"),
        ("10.in-addr.arpa", "arpa"), ("dc.corp", "corp"), ("my.internal", "internal"), ("a.alt", "alt"),
    ])
    func `belongs to somebody`(typed: String, reserved: String) {
        #expect(refusal(typed) == .specialUse(typed, reserved: reserved))
    }

    @Test func `may be a special-use name where the host's own DNS serves it`() throws {
        let own = ClaimableNames(
            publicSuffixes: names.publicSuffixes, specialUse: .registry.allowing(["example", "nonsense"]))
        #expect(try own.claimable("corp.example") == domain("corp.example"))
        #expect(throws: NameError.specialUse("corp.test", reserved: "test")) {
            try own.claimable("corp.test")
        }
        #expect(throws: NameError.specialUse("example.com", reserved: "example.com")) {
            try own.claimable("example.com")
        }
    }

    @Test(arguments: ["co.uk", "CO.UK.", "com.au", "foo.ck", "xn--55qx5d.cn", "公司.cn", "gov.uk", "k12.ca.us"])
    func `is no public suffix`(typed: String) throws {
        let name = try ClaimableNames.name(typed)
        #expect(
            refusal(typed) == .publicSuffix(name.description, listDate: names.publicSuffixes.date.day))
    }

    @Test(arguments: [
        "gmail.com", "GMail.com", "outlook.com", "yahoo.co.jp", "web.de", "proton.me", "qq.com",
    ])
    func `is no consumer mail domain`(typed: String) {
        #expect(refusal(typed) == .consumerMail(typed.lowercased()))
    }
}

@Suite struct `The lists of names` {
    @Test func `say how old they are`() throws {
        let list = try PublicSuffixList()
        #expect(list.source.hasPrefix("/"))
        #expect(list.date > UnixTime(seconds: 1_600_000_000))
    }

    @Test(arguments: [
        ("corp.com", "corp.com"), ("a.b.corp.com", "corp.com"), ("a.corp.co.uk", "corp.co.uk"),
        ("co.uk", "co.uk"),
        ("a.www.ck", "www.ck"), ("a.b.foo.ck", "b.foo.ck"), ("a.corp.example", "corp.example"),
    ])
    func `know which name was registered`(name: String, registered: String) throws {
        #expect(try PublicSuffixList().registered(domain(name)) == domain(registered))
    }

    @Test func `may be the operator's own`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let text = """
            // ===BEGIN ICANN DOMAINS===
            com
            ours.com
            // ===END ICANN DOMAINS===
            // ===BEGIN PRIVATE DOMAINS===
            theirs.com
            // ===END PRIVATE DOMAINS===

            """
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: file.path)
        let list = try PublicSuffixList(path: file.path)
        #expect(list.isSuffix(domain("ours.com")))
        #expect(!list.isSuffix(domain("theirs.com")))
        #expect(!list.isSuffix(domain("co.uk")))
        #expect(list.date.day == "2023-11-14")
        #expect(list.source == file.path)
    }

    @Test func `are lists, or are refused`() throws {
        #expect(throws: PublicSuffixList.Failure.unusable(path: "/nonexistent")) {
            try PublicSuffixList(path: "/nonexistent")
        }
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        for text in ["", "<html>not found</html>\n", "com\n"] {
            try Data(text.utf8).write(to: file)
            #expect(throws: PublicSuffixList.Failure.unusable(path: file.path)) {
                try PublicSuffixList(path: file.path)
            }
        }
    }

    @Test func `of consumer mail hold nothing but names that could be claimed otherwise, each once`() throws {
        let text = String(decoding: PackageResources.consumer_mail_domains_txt, as: UTF8.self)
        #expect(text.contains("Source:") && text.contains("Reviewed: 2"))
        let words = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.flatMap {
            $0.split(separator: " ")
        }
        let list = try PublicSuffixList()
        for word in words {
            let name = try ClaimableNames.name(String(word))
            #expect(name.description == word && !list.isSuffix(name), "\(word)")
        }
        #expect(ConsumerMailDomains.names.count > 500)
        let twice = Dictionary(grouping: words, by: { $0 }).filter { $0.value.count > 1 }.keys
        #expect(twice.isEmpty, "\(twice)")
    }
}
