import Policy
import SAML
import Store
import Testing

@testable import Helper

/// `gatehouse idp set`: changes that leave the identity provider in place.
@Suite struct ProviderChangeTests {
    private let host: MetadataWorkshop
    private let first: MetadataWorkshop.Key
    private let second: MetadataWorkshop.Key
    private let signer: MetadataWorkshop.Key

    init() async throws {
        (first, second, signer) = MetadataWorkshop.keys
        host = try MetadataWorkshop()
        try host.publish([first])
        try await host.add()
        host.clock.advance(100)
    }

    private func source(signedBy key: MetadataWorkshop.Key? = nil) -> MetadataSource {
        MetadataSource(
            location: host.file, entityID: nil, certificates: key.map { [$0.certificate.der] } ?? [])
    }

    @Test func `a source that says the same keeps it proven`() async throws {
        try host.publish([first], signer: signer)
        let outcome = try await ProviderChange(source: source(signedBy: signer), legacy: nil).apply(
            by: host.upkeep)
        #expect(
            outcome.changes == [
                "metadata signed by: nobody -> SHA-256 \(signer.certificate.fingerprintSHA256)"
            ])
        #expect(!outcome.isUnproven)
        #expect(try host.provider.facts.isProven)
        #expect(try host.state.source == source(signedBy: signer))
        let entry = try #require(host.audit.last)
        #expect([entry.event, entry.outcome, entry.detail] == ["idp.set", "changed", outcome.changes[0]])
    }

    @Test func `another key is in force and unproven`() async throws {
        try host.publish([second])
        let outcome = try await ProviderChange(source: source(), legacy: nil).apply(by: host.upkeep)
        #expect(outcome.isUnproven)
        #expect(outcome.changes.count == 2)
        #expect(try host.inForce == [second.certificate.der])
        #expect(try !host.provider.facts.isProven)
    }

    @Test(arguments: [0, 5] as [Int64])
    func `a sign-in meanwhile neither stands in the way nor proves what is new`(seconds: Int64) async throws {
        let upkeep = host.upkeep(withSignInsIn: seconds)
        #expect(try await !ProviderChange(source: source(), legacy: nil).apply(by: upkeep).isUnproven)
        #expect(try host.provider.facts.isProven)
        try host.publish([first, second])
        #expect(try await ProviderChange(source: source(), legacy: nil).apply(by: upkeep).isUnproven)
        #expect(try !host.provider.facts.isProven)
        try host.signIn()
        #expect(try host.provider.facts.isProven)
    }

    @Test func `weaknesses are changed without asking the source`() async throws {
        try host.publish([second])
        let end = UnixTime(seconds: host.clock.now.seconds + 1000)
        let legacy = ProviderChange.Legacy(weaknesses: ["sha1", "cbc"], until: end)
        let outcome = try await ProviderChange(source: nil, legacy: legacy).apply(by: host.upkeep)
        #expect(outcome.changes == ["legacy: none -> sha1,cbc until \(end.day)"])
        #expect(try host.provider.weaknesses(at: host.clock.now) == ["sha1", "cbc"])
        #expect(try host.provider.facts.isProven)
        #expect(try host.inForce == [first.certificate.der])
        let none = ProviderChange.Legacy(weaknesses: [], until: nil)
        _ = try await ProviderChange(source: nil, legacy: none).apply(by: host.upkeep)
        #expect(try host.provider.weaknesses.isEmpty)
        #expect(try host.provider.weaknessesUntil == nil)
    }

    @Test func `a source that is not signed as demanded changes nothing`() async throws {
        let (before, state) = (try host.provider, try host.state)
        await #expect(throws: MetadataFailure.self) {
            try await ProviderChange(source: source(signedBy: signer), legacy: nil).apply(by: host.upkeep)
        }
        #expect(try host.provider == before)
        #expect(try host.state == state)
    }

    @Test func `what waited is gone once another source is in force`() async throws {
        try host.publish([second])
        _ = try await host.upkeep.refresh()
        #expect(try host.state.proposal != nil)
        _ = try await ProviderChange(source: source(), legacy: nil).apply(by: host.upkeep)
        #expect(try host.state.proposal == nil)
    }

    @Test func `nothing new is not written down`() async throws {
        let entries = try host.audit.count
        let outcome = try await ProviderChange(source: source(), legacy: nil).apply(by: host.upkeep)
        #expect(outcome.changes.isEmpty)
        #expect(try host.audit.count == entries)
    }
}
