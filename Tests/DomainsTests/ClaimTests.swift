import Policy
import Testing

@testable import Domains

@Suite struct `A claim` {
    private let token: ClaimToken
    private let present: [Answer]
    private let absent: [Answer]

    init() {
        var source = CountingSource()
        token = ClaimToken(using: &source)
        let record = rdata(String(decoding: token.recordValue, as: UTF8.self))
        let nothing = Answer(.challenge, responseCode: 3, authority: authority)
        present = [Answer(.domain, responseCode: 0, records: [record]), nothing]
        absent = [Answer(.domain, responseCode: 0, authority: authority), nothing]
    }

    @Test func `asks at the domain and at the challenge name, at nothing else`() async throws {
        let resolver = ScriptedResolver(absent)
        let seen = try await ClaimCheck(resolver: resolver).observe(
            domain("corp.com"), token: token, state: .pending)
        #expect(seen.outcome == .absent)
        #expect(
            await resolver.asked == [
                [
                    Question(.domain, name: Array("corp.com".utf8)),
                    Question(.challenge, name: Array("_gatehouse-challenge.corp.com".utf8)),
                ]
            ])
    }

    @Test func `leaves the challenge name out where it would be too long for the DNS`() {
        let long = domain(
            Array(repeating: String(repeating: "a", count: 59), count: 4).joined(separator: "."))
        #expect(RecordPlace.domain.name(for: long) == long.bytes)
        #expect(RecordPlace.challenge.name(for: long) == nil)
    }

    @Test func `needs two look-ups that agree where DNSSEC does not vouch for it`() async throws {
        for (state, answers) in [
            (ClaimState.pending, present), (.lapsed, present), (.verified, absent), (.grace, absent),
        ] {
            // In grace, each side is also asked for what no cache has.
            let once = state == .grace ? [answers, networkIsThere] : [answers]
            let agreeing = ScriptedResolver(once + once)
            let yes = try await ClaimCheck(resolver: agreeing).observe(
                domain("corp.com"), token: token, state: state)
            #expect(yes.outcome == (state.isVerified ? .absent : .present))
            #expect(yes.isConfirmed && !yes.isSecure)
            #expect(await agreeing.vantages == once.map { _ in .first } + once.map { _ in .second })

            let other = state.isVerified ? present : absent
            let divided = ScriptedResolver(once + [other, networkIsThere, networkIsThere])
            let no = try await ClaimCheck(resolver: divided).observe(
                domain("corp.com"), token: token, state: state)
            #expect(no.outcome == .unknown && !no.isConfirmed)
            #expect(no.detail.hasPrefix("two look-ups disagree: "))
        }
    }

    @Test func `is bogus when the look-up that should confirm is`() async throws {
        var forged = present
        forged[0].isBogus = true
        let seen = try await ClaimCheck(
            resolver: ScriptedResolver(present, forged, networkIsThere, networkIsThere)
        )
        .observe(
            domain("corp.com"), token: token, state: .pending)
        #expect(seen.outcome == .bogus)
    }

    @Test func `is looked at through other forwarders the second time, where there are several`() throws {
        let servers = try ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map { try NameServer($0) }
        let settings = ResolverSettings(forwarders: servers)
        #expect(settings.seen(from: .first).forwarders == [servers[0], servers[2]])
        #expect(settings.seen(from: .second).forwarders == [servers[1]])
        let single = ResolverSettings(forwarders: [servers[0]])
        for vantage in Vantage.allCases { #expect(single.seen(from: vantage) == single) }
    }

    @Test func `needs one look-up where DNSSEC proves the record, or where nothing would change`()
        async throws
    {
        var proven = present
        proven[0].isSecure = true
        for (answers, state) in [(proven, ClaimState.pending), (present, .verified), (absent, .pending)] {
            let resolver = ScriptedResolver(answers)
            _ = try await ClaimCheck(resolver: resolver).observe(
                domain("corp.com"), token: token, state: state)
            #expect(await resolver.asked.count == 1)
        }
    }

    @Test func `says that the resolver is at fault when it is`() async {
        let fault = ResolverError.trustAnchorUnreadable(path: "/nowhere")
        await #expect(throws: fault) {
            try await ClaimCheck(resolver: ScriptedResolver(failing: fault))
                .observe(domain("corp.com"), token: token, state: .pending)
        }
    }
}

@Suite struct `A claim token` {
    @Test func `is 32 characters of lower-case base32, five bits each of the source`() {
        var source = CountingSource()
        #expect(ClaimToken(using: &source).description == "abcdefghijklmnopqrstuvwxyz234567")
        #expect(ClaimToken(using: &source).description == "abcdefghijklmnopqrstuvwxyz234567")
        var system = SystemRandomNumberGenerator()
        #expect(ClaimToken(using: &system) != ClaimToken(using: &system))
    }

    @Test func `is read back from its own text only`() {
        var system = SystemRandomNumberGenerator()
        let token = ClaimToken(using: &system)
        #expect(ClaimToken(token.bytes) == token)
        for text in [
            "", "abc", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "abcdefghijklmnopqrstuvwxyz2345678",
            "abcdefghijklmnopqrstuvwxyz23456=", "abcdefghijklmnopqrstuvwxyz234561",
        ] {
            #expect(ClaimToken(text.utf8) == nil)
        }
    }
}

@Suite struct `A name server` {
    @Test(arguments: ["127.0.0.1", "127.0.0.1@5353", "127.9.9.9@1", "::1", "::1@65535"])
    func `of this host is known as such`(text: String) throws {
        let server = try NameServer(text)
        #expect(AddressRange.internal.contains { $0.contains(server.address) })
        #expect(server.description == text)
    }

    @Test(arguments: ["192.0.2.1", "128.0.0.1@53", "2001:db8::1", "2620:fe::9@53"])
    func `elsewhere is known as such`(text: String) throws {
        let server = try NameServer(text)
        #expect(!AddressRange.internal.contains { $0.contains(server.address) })
    }

    @Test(arguments: [
        "", "@", "localhost", "127.0.0.1@", "127.0.0.1@0", "127.0.0.1@65536", "127.0.0.1@53@53",
        "127.0.0.1:53", "1.2.3", "[::1]", "127.0.0.1 ", "127.0.0.1@5 3",
    ])
    func `is nothing else`(text: String) {
        #expect(throws: ResolverError.notANameServer(text)) { try NameServer(text) }
    }
}
