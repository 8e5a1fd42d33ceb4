import Foundation
import Policy
import Testing

@testable import Domains

/// The real resolver against a real name server.
@Suite(NameServerRunning()) struct `A look-up in the DNS` {
    private let token = NameServerRunning.token
    private let server: NameServerFixture

    init() throws { server = try #require(NameServerRunning.server) }

    private func observe(
        _ name: String, trustAnchor: Bool = true, state: ClaimState = .pending
    ) async throws -> Observation {
        let resolver = UnboundResolver(
            ResolverSettings(
                forwarders: [try NameServer(server.address)],
                trustAnchorFile: trustAnchor ? server.trustAnchorFile : nil))
        return try await ClaimCheck(resolver: resolver).observe(domain(name), token: token, state: state)
    }

    @Test(arguments: ["example.com", "below.example.com", "pointed.example.com", "crowded.example.com"])
    func `finds the record in an unsigned zone`(name: String) async throws {
        let seen = try await observe(name)
        #expect(seen.outcome == .present, "\(seen.detail)")
        #expect(!seen.isSecure)
    }

    @Test func `finds it proven in a signed zone`() async throws {
        let seen = try await observe("example.net")
        #expect(seen.outcome == .present && seen.isSecure && seen.isConfirmed)
        #expect(seen.detail == "the record stands at the domain itself")
    }

    @Test(arguments: [
        ("nothing.example.com", false), ("nowhere.example.com", false), ("alias.example.com", false),
        ("nothing.example.net", true), ("nowhere.example.net", true),
    ])
    func `sees that it is not there`(name: String, isSecure: Bool) async throws {
        let seen = try await observe(name)
        #expect(seen.outcome == .absent, "\(seen.detail)")
        #expect(seen.isSecure == isSecure)
    }

    /// Whoever runs the target of a CNAME made for all names could claim any of them.
    @Test(arguments: ["any.shop.example.com", "beside.shop.example.com", "site.moved.example.com"])
    func `follows no wildcard and no DNAME to a record`(name: String) async throws {
        for state in [ClaimState.pending, .verified, .grace] {
            let seen = try await observe(name, state: state)
            #expect(seen.outcome == .absent, "\(seen.detail)")
        }
        let told = try await explain(name)
        #expect(
            told.findings.contains {
                if case .aliasOfAll(at: "_gatehouse-challenge." + name, _) = $0 { true } else { false }
            }, "\(told.findings)")
    }

    @Test func `refuses a forged record, which only a trust anchor tells`() async throws {
        let forged = try await observe("forged.example")
        #expect(forged.outcome == .bogus, "\(forged.detail)")
        #expect(try await observe("forged.example", trustAnchor: false).outcome == .present)
    }

    @Test func `believes a zone that the root denies only where the host says so, and nothing else with it`()
        async throws
    {
        let record = [UInt8(token.recordValue.count)] + token.recordValue
        let own = try HostileServer { $0.reply(txt: [record]) }
        defer { own.stop() }
        var settings = ResolverSettings(
            forwarders: [try NameServer(server.address)], stubs: ["corp": try NameServer(own.address)],
            trustAnchorFile: server.trustAnchorFile)
        func answers(_ name: String) async throws -> Observation {
            let answers = try await UnboundResolver(settings).answers(
                to: [Question(.domain, name: Array(name.utf8))], from: .first)
            return Observation.outcome(of: answers, token: token)
        }
        #expect(try await answers("site.corp").outcome != .present)
        settings.unsignedZones = ["corp"]
        let seen = try await answers("site.corp")
        #expect(seen.outcome == .present && !seen.isSecure, "\(seen.detail)")
        #expect(try await answers("forged.example").outcome == .bogus)
    }

    @Test func `learns nothing from a server that fails`() async throws {
        #expect(try await observe("broken.example").outcome == .unknown)
    }

    @Test func `reaches a single zone at its own server`() async throws {
        let settings = ResolverSettings(stubs: ["example.com": try NameServer(server.address)])
        let answers = try await UnboundResolver(settings).answers(
            to: [Question(.domain, name: Array("example.com".utf8))], from: .first)
        #expect(Observation.outcome(of: answers, token: token).outcome == .present)
    }

    @Test func `gives up at its deadline when no server answers`() async throws {
        let silent = try SilentServer()
        let settings = ResolverSettings(
            forwarders: [try NameServer("127.0.0.1@\(silent.port)")], timeout: .milliseconds(200))
        let began = ContinuousClock.now
        let answers = try await UnboundResolver(settings).answers(
            to: [Question(.domain, name: Array("example.com".utf8))], from: .first)
        #expect(ContinuousClock.now - began < .seconds(10))
        let seen = Observation.outcome(of: answers, token: token)
        #expect(seen.outcome == .unknown)
        #expect(seen.detail == "no usable answer at the domain itself: no answer in time")
        withExtendedLifetime(silent) {}
    }

    private func explain(_ name: String) async throws -> ClaimExplanation {
        let settings = ResolverSettings(
            forwarders: [try NameServer(server.address)], trustAnchorFile: server.trustAnchorFile)
        let diagnosis = ClaimDiagnosis(
            resolver: UnboundResolver(settings), publicSuffixes: try PublicSuffixList())
        return try await diagnosis.explain(
            domain(name), token: token, now: UnixTime(seconds: 1_800_000_000))
    }

    @Test func `tells what is wrong with each of six broken zones`() async throws {
        let record = String(decoding: token.recordValue, as: UTF8.self)
        let remembered = DNSFinding.remembered(until: UnixTime(seconds: 1_800_000_060), seconds: 60)
        let broken: [(String, [DNSFinding])] = [
            (
                "doubled.mistakes.example",
                [
                    .doubledZone(at: "doubled.mistakes.example.mistakes.example", zone: "mistakes.example"),
                    remembered,
                ]
            ),
            (
                "quoted.mistakes.example",
                [.flaw(.quotes, at: "quoted.mistakes.example", value: "\"\(record)\""), remembered]
            ),
            (
                "cut.mistakes.example",
                [
                    .flaw(.truncated, at: "cut.mistakes.example", value: String(record.dropLast(8))),
                    remembered,
                ]
            ),
            (
                "shifted.mistakes.example",
                [
                    .wrongPlace(at: "www.shifted.mistakes.example", belongs: "shifted.mistakes.example"),
                    remembered,
                ]
            ),
            (
                "dangling.mistakes.example",
                [
                    .aliasLeadsNowhere(
                        at: "_gatehouse-challenge.dangling.mistakes.example",
                        target: "nowhere.mistakes.example."),
                    remembered,
                ]
            ),
            (
                "alias.mistakes.example",
                [.aliasInTheWay(at: "alias.mistakes.example", target: "right.mistakes.example."), remembered]
            ),
        ]
        for (name, findings) in broken {
            let told = try await explain(name)
            #expect(told.findings == findings, "\(name)")
            #expect(told.zone == domain("mistakes.example"), "\(name)")
        }
    }

    @Test func `tells that DNSSEC is broken, and by what`() async throws {
        let told = try await explain("forged.example")
        guard case .dnssecBroken("forged.example", let reason) = told.findings.first else {
            Issue.record("\(told.findings)")
            return
        }
        #expect(reason.contains("signature"), "\(reason)")
        #expect(told.observation.outcome == .bogus)
    }

    @Test func `says that all is well when it is`() async throws {
        let told = try await explain("example.net")
        #expect(told.findings == [.inPlace(at: "example.net")])
        #expect(told.zone == domain("example.net"))
        #expect(told.observation.isSecure)
    }

    @Test func `says which setting is wrong instead of looking without it`() async throws {
        let missing = ResolverSettings(trustAnchorFile: "/nonexistent/root.key")
        await #expect(throws: ResolverError.trustAnchorUnreadable(path: "/nonexistent/root.key")) {
            try await UnboundResolver(missing).answers(to: [], from: .first)
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data("this is no key".utf8).write(to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        await #expect(throws: ResolverError.self) {
            try await UnboundResolver(ResolverSettings(trustAnchorFile: folder.path))
                .answers(to: [Question(.domain, name: Array("example.com".utf8))], from: .first)
        }
    }
}
