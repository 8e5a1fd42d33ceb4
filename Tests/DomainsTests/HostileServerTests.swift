import Foundation
import Policy
import Synchronization
import Testing

@testable import Domains

/// The real resolver against servers that misbehave in one way each.
@Suite(.timeLimit(.minutes(1))) struct `A look-up among liars` {
    private let token: ClaimToken
    private let record: [UInt8]
    /// For servers that never give a usable answer.
    private static let short = Duration.milliseconds(300)

    init() {
        var source = CountingSource()
        token = ClaimToken(using: &source)
        record = [UInt8(token.recordValue.count)] + token.recordValue
    }

    /// One check through a server that behaves like this.
    private func observe(
        state: ClaimState = .pending, timeout: Duration = .seconds(5), hasNetwork: Bool = true,
        _ behaviour: @escaping @Sendable (HostileServer.Query) -> [UInt8]?
    ) async throws -> Observation {
        let server = try HostileServer(hasNetwork ? HostileServer.honestAboutTheRest(behaviour) : behaviour)
        defer { server.stop() }
        let settings = ResolverSettings(forwarders: [try NameServer(server.address)], timeout: timeout)
        return try await ClaimCheck(resolver: UnboundResolver(settings))
            .observe(domain("corp.com"), token: token, state: state)
    }

    @Test func `finds the record when all is well`() async throws {
        let seen = try await observe { [record] query in
            query.isFor("corp.com") ? query.reply(txt: [record]) : query.reply(code: 3, soa: true)
        }
        #expect(seen.outcome == .present && seen.isConfirmed && !seen.isSecure)
    }

    /// libunbound has an answer of its own for these: that they are empty.
    @Test(arguments: ["corp.test", "corp.invalid", "corp.home.arpa", "corp.onion", "corp.localhost"])
    func `finds the record below a reserved name that the host's own DNS serves`(name: String) async throws {
        let server = try HostileServer { [record] query in
            query.isFor(name) ? query.reply(txt: [record]) : query.reply(code: 3, soa: true)
        }
        defer { server.stop() }
        let address = try NameServer(server.address)
        let zone = String(name.dropFirst("corp.".count))
        for settings in [
            ResolverSettings(forwarders: [address]), ResolverSettings(stubs: [zone: address]),
            ResolverSettings(stubs: [name: address]),
        ] {
            let seen = try await ClaimCheck(resolver: UnboundResolver(settings))
                .observe(domain(name), token: token, state: .pending)
            #expect(seen.outcome == .present, "\(seen.detail)")
        }
    }

    @Test(arguments: [0, 3] as [UInt8]) func `sees absence by the zone's SOA`(code: UInt8) async throws {
        let seen = try await observe(state: .grace) { $0.reply(code: code, soa: true) }
        #expect(seen.outcome == .absent && seen.isConfirmed)
    }

    @Test func `learns nothing from a server that says nothing`() async throws {
        let seen = try await observe(timeout: Self.short) { _ in nil }
        #expect(seen.outcome == .unknown)
        #expect(seen.detail.hasSuffix("no answer in time"))
    }

    @Test(arguments: [1, 2, 4, 5, 9] as [UInt8])
    func `learns nothing from a server that refuses or fails`(code: UInt8) async throws {
        let seen = try await observe { [record] in $0.reply(code: code, txt: [record]) }
        #expect(seen.outcome == .unknown, "\(seen.detail)")
    }

    @Test(arguments: [0, 3] as [UInt8]) func `learns nothing from a lame server`(code: UInt8) async throws {
        let seen = try await observe(state: .grace) { $0.reply(code: code) }
        #expect(seen.outcome == .unknown, "\(seen.detail)")
    }

    @Test(arguments: [nil, 2, 3, 5] as [UInt8?])
    func `blames the host when nothing is answered for`(code: UInt8?) async throws {
        for timeout in [Self.short, .seconds(2)] {
            do {
                let seen = try await observe(state: .grace, timeout: timeout, hasNetwork: false) { query in
                    code.map { query.reply(code: $0) }
                }
                Issue.record("\(seen)")
            } catch ResolverError.noNetwork {
            }
            if code == nil { break }
        }
    }

    @Test func `takes no answer that comes after its time`() async throws {
        let late = Mutex<[UInt8]?>(nil)
        let seen = try await observe(timeout: Self.short) { [record] query in
            // Each query gets what was due to the one before it.
            late.withLock { late in
                defer { late = query.reply(txt: [record]) }
                return late
            }
        }
        #expect(seen.outcome == .unknown)
        #expect(seen.seen.isEmpty)
    }

    @Test func `ends as soon as nobody waits for it any more`() async throws {
        let (questions, asked) = AsyncStream.makeStream(of: Void.self)
        let server = try HostileServer { _ in
            asked.yield()
            return nil
        }
        defer { server.stop() }
        let settings = ResolverSettings(
            forwarders: [try NameServer(server.address)], timeout: .seconds(50))
        let look = Task { [token] in
            try await ClaimCheck(resolver: UnboundResolver(settings))
                .observe(domain("corp.com"), token: token, state: .pending)
        }
        for await _ in questions { break }
        let began = ContinuousClock.now
        look.cancel()
        await #expect(throws: ResolverError.cancelled) { try await look.value }
        #expect(ContinuousClock.now - began < .seconds(5))
    }

    @Test func `takes no answer with another identifier`() async throws {
        let seen = try await observe(timeout: Self.short) { [record] in $0.reply(txt: [record], otherID: true)
        }
        #expect(seen.outcome == .unknown)
        #expect(seen.seen.isEmpty)
    }

    @Test func `takes no answer to another question`() async throws {
        let seen = try await observe(timeout: Self.short) { [record] query in
            var reply = query.reply(txt: [record])
            reply[13] ^= 0x01
            return reply
        }
        #expect(seen.outcome == .unknown)
    }

    @Test(arguments: [4, 11, 12, 20]) func `takes nothing from a reply that is cut short`(length: Int)
        async throws
    {
        let seen = try await observe(timeout: Self.short) { [record] in
            Array($0.reply(txt: [record]).prefix(length))
        }
        #expect(seen.outcome == .unknown)
    }

    @Test func `asks once more when an answer is lost`() async throws {
        let seen = try await observe { [record] query in
            query.count < 2 ? nil : query.reply(txt: [record])
        }
        #expect(seen.outcome == .present, "\(seen.detail)")
    }

    @Test func `comes back by TCP for what is too long, and learns nothing where TCP is closed`() async throws
    {
        let seen = try await observe { [record] query in
            query.isTCP ? query.reply(txt: [record]) : query.reply(truncated: true)
        }
        #expect(seen.outcome == .present, "\(seen.detail)")
        let never = try await observe(timeout: Self.short) { query in
            query.isTCP ? nil : query.reply(truncated: true)
        }
        #expect(never.outcome == .unknown, "\(never.detail)")
    }

    @Test func `finds the record behind 64 KB of text, and among a thousand records`() async throws {
        let long: [UInt8] = [255] + Array(repeating: 120, count: 255)
        let full = (0..<239).map { index in [4] + Array(String(1_000 + index).utf8) + long }
        let many = (0..<1_000).map { rdata("number \($0)") }
        for crowd in [full, many] {
            let seen = try await observe { [record] query in
                query.isTCP ? query.reply(txt: crowd + [record]) : query.reply(truncated: true)
            }
            #expect(seen.outcome == .present, "\(seen.detail)")
            #expect(seen.seen.hasPrefix("\(crowd.count + 1) TXT records"))
            let without = try await observe { query in
                query.isTCP ? query.reply(txt: crowd) : query.reply(truncated: true)
            }
            #expect(without.outcome == .absent, "\(without.detail)")
        }
    }

    @Test func `minds neither NULs nor what is no UTF-8`() async throws {
        let strange: [[UInt8]] = [[3, 0, 0, 0], [2, 0xC3, 0x28], [0], [1, 0xFF]]
        let seen = try await observe { [record] in $0.reply(txt: strange + [record]) }
        #expect(seen.outcome == .present)
        var padded = record
        padded[0] += 1
        let cut = try await observe { [padded] in $0.reply(txt: strange + [padded + [0]]) }
        #expect(cut.outcome == .absent, "\(cut.detail)")
    }

    @Test func `is not talked into anything by a server that changes its mind`() async throws {
        // The two questions of the first look-up, then those of the second.
        let present = try await observe { [record] query in
            query.count < 2 ? query.reply(txt: [record]) : query.reply(code: 3, soa: true)
        }
        #expect(present.outcome == .unknown && !present.isConfirmed)
        let absent = try await observe(state: .grace) { [record] query in
            query.count < 2 ? query.reply(code: 3, soa: true) : query.reply(txt: [record])
        }
        #expect(absent.outcome == .unknown && !absent.isConfirmed)
    }

    @Test func `asks a second forwarder for its word, and believes no single one`() async throws {
        let honest = try HostileServer(HostileServer.honestAboutTheRest { $0.reply(code: 3, soa: true) })
        let liar = try HostileServer(
            HostileServer.honestAboutTheRest { [record] in $0.reply(txt: [record]) })
        defer {
            honest.stop()
            liar.stop()
        }
        for servers in [[honest, liar], [liar, honest]] {
            let settings = ResolverSettings(forwarders: try servers.map { try NameServer($0.address) })
            let seen = try await ClaimCheck(resolver: UnboundResolver(settings))
                .observe(domain("corp.com"), token: token, state: .pending)
            #expect(seen.outcome != .present)
        }
    }
}

@Suite struct `Servers at private addresses` {
    @Test(arguments: [
        "127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.251", "255.255.255.255", "::1", "::ffff:127.0.0.1", "fc00::1", "fdff::1", "fe80::1",
        "fec0::1",
        "ff02::fb", "64:ff9b::7f00:1", "2002:7f00:1::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ])
    func `are forbidden unless they are configured`(text: String) throws {
        let server = try NameServer(text)
        func forbids(_ settings: ResolverSettings) -> Bool {
            settings.forbidden.contains { $0.contains(server.address) }
        }
        #expect(forbids(ResolverSettings()))
        #expect(!forbids(ResolverSettings(forwarders: [server])))
        #expect(!forbids(ResolverSettings(stubs: ["corp.com": server])))
        #expect(!forbids(ResolverSettings(asksPrivateAddresses: true)))
        let neighbour = try NameServer(text == "127.0.0.1" ? "127.0.0.2" : "127.0.0.1")
        #expect(forbids(ResolverSettings(forwarders: [neighbour])))
    }

    @Test(arguments: [
        "8.8.8.8", "172.32.0.1", "100.128.0.1", "198.20.0.1", "223.255.255.255", "2001:4860::1",
    ])
    func `do not include those of the Internet`(text: String) throws {
        let server = try NameServer(text)
        #expect(!ResolverSettings().forbidden.contains { $0.contains(server.address) })
    }

    @Test func `are written as libunbound reads them`() {
        #expect(AddressRange.internal.first?.description == "0.0.0.0/8")
        #expect(AddressRange.internal.last?.description == "ff00:0:0:0:0:0:0:0/8")
    }

    /// Port 53, where a delegation leads, is root's alone.
    @Test(.enabled(if: getuid() == 0)) func `hear nothing from a host that follows a stranger's delegation`()
        async throws
    {
        var source = CountingSource()
        let record = [56] + ClaimToken(using: &source).recordValue
        let heard = Mutex(0)
        // One of this process's own: another run may be at work on the same host.
        let process = UInt16(truncatingIfNeeded: getpid())
        let address: [UInt8] = [127, 66, UInt8(process >> 8), UInt8(process & 255)]
        let inner = try HostileServer(
            host: address.map(String.init).joined(separator: "."), port: 53
        ) { query in
            heard.withLock { $0 += 1 }
            return query.reply(txt: [record])
        }
        defer { inner.stop() }
        // The stranger's delegation: corp.com is served by that address.
        let stranger = try HostileServer { query in
            var reply = Array(query.reply())
            guard query.name.count >= 9 else { return query.reply(soa: true) }
            reply[9] = 1
            reply[11] = 1
            let owner: [UInt8] = [4, 99, 111, 114, 112, 3, 99, 111, 109, 0]
            let server: [UInt8] = [2, 110, 115] + owner
            // Neither authoritative nor recursive: a referral.
            (reply[2], reply[3]) = (0x80, 0)
            reply += owner + [0, 2, 0, 1, 0, 0, 0, 60, 0, UInt8(server.count)] + server
            reply += server + [0, 1, 0, 1, 0, 0, 0, 60, 0, 4] + address
            return reply
        }
        defer { stranger.stop() }
        for (isAllowed, outcome) in [(false, Observation.Outcome.unknown), (true, .present)] {
            let settings = ResolverSettings(
                stubs: ["com": try NameServer(stranger.address)], asksPrivateAddresses: isAllowed,
                timeout: .seconds(2))
            let answers = try await UnboundResolver(settings).answers(
                to: [Question(.domain, name: Array("corp.com".utf8))], from: .first)
            var tokens = CountingSource()
            let seen = Observation.outcome(of: answers, token: ClaimToken(using: &tokens))
            #expect(seen.outcome == outcome, "\(seen.detail)")
            #expect((heard.withLock { $0 } > 0) == isAllowed)
        }
    }
}
