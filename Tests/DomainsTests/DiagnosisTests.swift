import Policy
import Testing

@testable import Domains

/// Answers by name; what is not listed is not there.
private struct ZoneResolver: Resolver {
    var answers: [String: Answer] = [:]
    /// What the second vantage sees instead.
    var second: [String: Answer] = [:]
    var zone = "corp.com"

    func answers(to questions: [Question], from vantage: Vantage) async throws(ResolverError) -> [Answer] {
        questions.map { question in
            let name = String(decoding: question.name, as: UTF8.self)
            var answer = Answer(nil, responseCode: 3, authority: authority)
            answer.authority?.zone = Array(zone.utf8)
            if question.type == .txt {
                answer = (vantage == .second ? second[name] : nil) ?? answers[name] ?? answer
            } else if name == zone || name.isEmpty {
                answer = Answer(nil, responseCode: 0, records: [[0]])
            }
            answer.place = question.place
            return answer
        }
    }
}

@Suite struct `A diagnosis` {
    private let token: ClaimToken
    private let record: String
    private let list: PublicSuffixList
    private let now = UnixTime(seconds: 1_800_000_000)
    private let remembered: DNSFinding

    init() throws {
        var source = CountingSource()
        token = ClaimToken(using: &source)
        record = String(decoding: token.recordValue, as: UTF8.self)
        list = try PublicSuffixList()
        remembered = .remembered(until: now.adding(300), seconds: 300)
    }

    private func txt(_ values: String...) -> Answer {
        Answer(nil, responseCode: 0, records: values.map { rdata($0) })
    }

    private func findings(
        _ zone: ZoneResolver, _ name: String = "corp.com", older: [ClaimToken] = []
    ) async throws -> [DNSFinding] {
        let told = try await ClaimDiagnosis(resolver: zone, publicSuffixes: list)
            .explain(domain(name), token: token, older: older, now: now)
        for finding in told.findings {
            for text in [finding.sentence, finding.advice] {
                #expect(text.hasSuffix(".") || !text.isEmpty)
                #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(text)")
            }
        }
        return told.findings
    }

    @Test func `says where the record stands`() async throws {
        #expect(
            try await findings(ZoneResolver(answers: ["corp.com": txt(record)])) == [.inPlace(at: "corp.com")]
        )
        #expect(
            try await findings(ZoneResolver(answers: ["_gatehouse-challenge.corp.com": txt("x", record)]))
                == [.inPlace(at: "_gatehouse-challenge.corp.com")])
    }

    @Test func `says that it is not there, where it belongs, and until when that may be repeated`()
        async throws
    {
        #expect(
            try await findings(ZoneResolver()) == [
                .missing(at: ["corp.com", "_gatehouse-challenge.corp.com"]), remembered,
            ])
        #expect(remembered.advice == "Verify again after 2027-01-15 08:05:00 UTC.")
        #expect(try await findings(ZoneResolver(answers: ["corp.com": txt("v=spf1 -all")])).count == 2)
    }

    @Test(arguments: ["corp.com.corp.com", "_gatehouse-challenge.corp.com.corp.com"])
    func `finds a doubled zone name`(name: String) async throws {
        let seen = try await findings(ZoneResolver(answers: [name: txt(record)]))
        #expect(seen == [.doubledZone(at: name, zone: "corp.com"), remembered])
        #expect(seen[0].advice == "Type the name without .corp.com, or with a dot at its end.")
    }

    @Test(arguments: ["mail.corp.com.corp.com", "_gatehouse-challenge.mail.corp.com.corp.com"])
    func `finds the name of the zone above doubled`(name: String) async throws {
        #expect(
            try await findings(ZoneResolver(answers: [name: txt(record)]), "mail.corp.com")
                == [.doubledZone(at: name, zone: "corp.com"), remembered])
    }

    @Test(arguments: [
        "www.mail.corp.com", "gatehouse-challenge.mail.corp.com", "corp.com", "_gatehouse-challenge.corp.com",
    ])
    func `finds the record at a wrong name`(name: String) async throws {
        #expect(
            try await findings(ZoneResolver(answers: [name: txt("other", record)]), "mail.corp.com")
                == [.wrongPlace(at: name, belongs: "mail.corp.com"), remembered])
    }

    @Test func `finds CNAMEs in the way`() async throws {
        var alias = txt(record)
        alias.alias = Array("elsewhere.net.".utf8)
        #expect(
            try await findings(ZoneResolver(answers: ["corp.com": alias]))
                == [.aliasInTheWay(at: "corp.com", target: "elsewhere.net."), remembered])
        alias.records = [rdata("other")]
        #expect(
            try await findings(ZoneResolver(answers: ["_gatehouse-challenge.corp.com": alias])) == [
                .aliasLeadsNowhere(at: "_gatehouse-challenge.corp.com", target: "elsewhere.net."), remembered,
            ])
    }

    @Test func `tells broken DNSSEC, silence and a domain that nobody has`() async throws {
        let bogus = Answer(
            nil, responseCode: 0, records: [rdata(record)], isBogus: true, detail: "expired\u{7}")
        #expect(
            try await findings(ZoneResolver(answers: ["corp.com": bogus]))
                == [.dnssecBroken(at: "corp.com", reason: "expired\\x07")])
        let silent = Answer(nil, responseCode: nil)
        #expect(
            try await findings(ZoneResolver(answers: ["corp.com": silent]))
                == [.noAnswer(at: "corp.com", reason: ": no answer in time")])
        let lame = Answer(nil, responseCode: 0)
        #expect(
            try await findings(ZoneResolver(answers: ["corp.com": lame]))
                == [.noAuthority(at: "corp.com")])
        for parent in ["com", ""] {
            #expect(
                try await findings(ZoneResolver(zone: parent))
                    == [.notDelegated(domain("corp.com"), parent: parent), remembered])
        }
        #expect(
            try await findings(ZoneResolver(zone: "co.uk"), "corp.co.uk").first
                == .notDelegated(domain("corp.co.uk"), parent: "co.uk"))
    }

    @Test func `tells when the DNS is of two minds`() async throws {
        let zone = ZoneResolver(
            answers: ["corp.com": txt(record)], second: ["corp.com": Answer(nil, responseCode: 2)])
        let seen = try await findings(zone)
        #expect(seen.count == 2)
        guard case .disagreement(let what) = seen.last else {
            Issue.record("\(seen)")
            return
        }
        #expect(what.contains("SERVFAIL"))
    }

    @Test func `names what is wrong with a record`() async throws {
        var random = SeededSource(seed: 1)
        let (older, other) = (ClaimToken(using: &random), ClaimToken(using: &random))
        let values: [(String, RecordFlaw)] = [
            ("\"\(record)\"", .quotes), ("\u{201C}\(record)\u{201D}", .quotes), ("'\(record)'", .quotes),
            (" \(record)", .whiteSpace), ("\(record)\n", .whiteSpace),
            (record.replacing("=", with: "= "), .whiteSpace), ("\(record)\u{A0}", .whiteSpace),
            (record.uppercased(), .letterCase), (token.description, .prefix), ("TXT=" + record, .prefix),
            ("gatehouse-domain-verification=\(token)", .prefix), (String(record.dropLast()), .truncated),
            (String(record.prefix(29)), .truncated), (record + "a", .trailing),
            (record + "; ttl=60", .trailing),
            ("gatehouse-domain-verify=\(older)", .older), ("gatehouse-domain-verify=\(other)", .other),
        ]
        for (value, flaw) in values {
            let seen = try await findings(ZoneResolver(answers: ["corp.com": txt(value)]), older: [older])
            let shown = SafeText.printable(value.utf8, limit: 80)
            #expect(seen == [.flaw(flaw, at: "corp.com", value: shown), remembered], "\(value)")
        }
        #expect(Set(values.map(\.1)) == Set(RecordFlaw.allCases))
        for value in ["", "v=spf1 -all", "gatehouse-domain", String(repeating: "x", count: 4_000)] {
            #expect(RecordFlaw.find(in: Array(value.utf8), token: token, older: []) == nil)
        }
        #expect(RecordFlaw.find(in: token.recordValue, token: token, older: []) == nil)
    }
}

@Suite struct `What to type into a panel` {
    private let token: ClaimToken

    init() {
        var source = CountingSource()
        token = ClaimToken(using: &source)
    }

    @Test(arguments: [
        ("corp.com", "corp.com", DNSPanel.cloudflare, "@", "_gatehouse-challenge"),
        ("corp.com", "corp.com", .route53, "", "_gatehouse-challenge"),
        ("mail.corp.com", "corp.com", .goDaddy, "mail", "_gatehouse-challenge.mail"),
        ("a.b.corp.com", "corp.com", .azure, "a.b", "_gatehouse-challenge.a.b"),
        ("mail.corp.com", "mail.corp.com", .googleCloud, "", "_gatehouse-challenge"),
        ("corp.com", "corp.com", .zoneFile, "corp.com.", "_gatehouse-challenge.corp.com."),
    ])
    func `is the name without what the panel appends`(
        name: String, zone: String, panel: DNSPanel, apex: String, challenge: String
    ) {
        for (place, expected) in [(RecordPlace.domain, apex), (.challenge, challenge)] {
            let record = PanelRecord(
                domain: domain(name), token: token, zone: domain(zone), place: place, panel: panel)
            #expect(record?.name == expected)
            let value = String(decoding: token.recordValue, as: UTF8.self)
            #expect(record?.value == value || record?.value == "\"\(value)\"")
            #expect(panel.appendsZone == (record?.name.hasSuffix(".") == false))
        }
    }

    @Test func `is nothing for a zone that the domain is not in`() {
        for zone in ["other.com", "p.com", "mail.corp.com"] {
            #expect(
                PanelRecord(
                    domain: domain("corp.com"), token: token, zone: domain(zone), place: .domain,
                    panel: .ionos)
                    == nil)
        }
    }
}
