import Testing

@testable import Helper

/// The settings about names that can be claimed.
@Suite struct ClaimableNameSettingsTests {
    @Test func `reserved names of the host's own DNS may be claimed`() throws {
        let settings = try Configuration.parse("dns-own-names = Corp example", file: "test")
        #expect(settings.dns.ownNames == ["corp", "example"])
        #expect(try Configuration.parse("", file: "test").dns.ownNames == [])
    }

    @Test(arguments: ["corp.internal", "com", "corp, lan"])
    func `a name that is not reserved is refused with line and key`(value: String) {
        let refusal = #expect(throws: ConfigurationError.self) {
            try Configuration.parse("\ndns-own-names = \(value)", file: "test")
        }
        #expect(refusal?.line == 2)
        #expect(refusal?.key == "dns-own-names")
    }

    @Test func `nothing is believed unsigned but own names and zones with a server of their own`() throws {
        let text =
            "dns-unsigned-names = Corp ad.corp.com\ndns-own-names = corp\ndns-stub = AD.corp.com 192.0.2.1"
        #expect(try Configuration.parse(text, file: "test").dns.unsignedNames == ["corp", "ad.corp.com"])
        for name in ["com", ".", "corp.com", "internal"] {
            let refusal = #expect(throws: ConfigurationError.self) {
                try Configuration.parse(text + "\ndns-unsigned-names = \(name)", file: "test")
            }
            #expect(refusal?.key == "dns-unsigned-names")
        }
    }

    @Test func `the public suffix list is a file`() throws {
        #expect(
            try Configuration.parse("public-suffixes = /a/list", file: "test").dns.publicSuffixes == "/a/list"
        )
        #expect(throws: ConfigurationError.self) {
            try Configuration.parse("public-suffixes = list", file: "test")
        }
    }
}
