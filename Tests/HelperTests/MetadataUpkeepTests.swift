import Foundation
import Policy
import SAML
import Store
import Testing

@testable import Helper

@Suite struct MetadataUpkeepTests {
    let workshop: MetadataWorkshop
    let first = MetadataWorkshop.keys.first
    let second = MetadataWorkshop.keys.second
    let signer = MetadataWorkshop.keys.signer

    init() throws { workshop = try MetadataWorkshop() }

    @Test func `nothing new is noted and not worth a line in the log`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        #expect(try workshop.provider.facts.isProven)
        workshop.clock.advance(100)
        #expect(try await workshop.upkeep.refresh() == .unchanged)
        #expect(try workshop.state.fetchedAt == workshop.clock.now)
        #expect(try workshop.audit.isEmpty)
    }

    @Test func `a key that a pinned key signed is in force at once, and the provider stays proven`()
        async throws
    {
        try workshop.publish([first], signer: signer)
        try await workshop.add(signedBy: signer)
        workshop.clock.advance(100)
        try workshop.publish([first, second], signer: signer)
        guard case .applied(let lines) = try await workshop.upkeep.refresh() else {
            Issue.record("not applied")
            return
        }
        #expect(lines.count == 1)
        #expect(try workshop.inForce == [first.certificate.der, second.certificate.der])
        #expect(try workshop.provider.facts.isProven)
        let entry = try #require(try workshop.audit.last)
        #expect([entry.event, entry.outcome, entry.rule] == ["idp.refresh", "changed", "META-10"])
        #expect(entry.detail.contains("key added: SHA-256 " + second.certificate.fingerprintSHA256))
    }

    @Test func `a document without the pinned key's signature changes nothing`() async throws {
        try workshop.publish([first], signer: signer)
        try await workshop.add(signedBy: signer)
        try workshop.publish([second])
        guard case .failed(let failure) = try await workshop.upkeep.refresh() else {
            Issue.record("taken")
            return
        }
        #expect(failure.rule == "META-03")
        #expect(try workshop.inForce == [first.certificate.der])
    }

    @Test func `a key that nobody signed waits, is logged once, and counts after approval`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        workshop.clock.advance(100)
        try workshop.publish([second])
        for _ in 0..<2 {
            guard case .waiting(let lines) = try await workshop.upkeep.refresh() else {
                Issue.record("not waiting")
                return
            }
            #expect(lines.count == 2)
            #expect(try workshop.inForce == [first.certificate.der])
        }
        #expect(try workshop.audit.map { $0.outcome } == ["waiting"])
        #expect(try workshop.provider.facts.isProven)

        let lines = try await workshop.approve()
        #expect(lines.map { $0.prefix(9) } == ["key added", "key remov"])
        #expect(try workshop.inForce == [second.certificate.der])
        #expect(try !workshop.provider.facts.isProven)
        #expect(try workshop.audit.last?.event == "idp.approve")
        await #expect(throws: MetadataFailure.self) { try await workshop.approve() }
    }

    @Test func `a URL that nobody signed waits`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        try workshop.publish([first], signInURL: "https://evil.example.com/sso")
        guard case .waiting = try await workshop.upkeep.refresh() else {
            Issue.record("not waiting")
            return
        }
        #expect(try workshop.provider.signInURL == "https://idp.example.com/sso")
    }

    @Test func `another entity ID waits even when it is signed`() async throws {
        try workshop.publish([first], signer: signer)
        try await workshop.add(signedBy: signer)
        try workshop.publish([first], entityID: "https://idp.example.com/2", signer: signer)
        guard case .waiting = try await workshop.upkeep.refresh() else {
            Issue.record("not waiting")
            return
        }
        #expect(try workshop.provider.entityID == "https://idp.example.com")
        _ = try await workshop.approve()
        #expect(try workshop.provider.entityID == "https://idp.example.com/2")
    }

    @Test func `another entity than the chosen one is refused`() async throws {
        try workshop.publish([first])
        try await workshop.add(entityID: "https://idp.example.com")
        try workshop.publish([first], entityID: "https://idp.example.com/2")
        guard case .failed(let failure) = try await workshop.upkeep.refresh() else {
            Issue.record("taken")
            return
        }
        #expect(failure.rule == "META-05")
    }

    @Test func `what was rejected is not proposed again, something else is`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        try workshop.publish([second])
        _ = try await workshop.upkeep.refresh()
        #expect(try MetadataApproval(workshop.upkeep).reject().count == 2)
        try workshop.publish([second], validFor: 1_000_000)
        guard case .rejected = try await workshop.upkeep.refresh() else {
            Issue.record("proposed again")
            return
        }
        await #expect(throws: MetadataFailure.self) { try await workshop.approve() }
        try workshop.publish([first, second])
        guard case .waiting = try await workshop.upkeep.refresh() else {
            Issue.record("not proposed")
            return
        }
    }

    @Test(arguments: [(nil, false), (1_000, false), (2_000, true)] as [(Int64?, Bool)])
    func `a signed URL is in force at once when its document is newer`(
        validFor: Int64?, isApplied: Bool
    ) async throws {
        let known: Int64? = validFor == nil ? nil : 1_000
        try workshop.publish([first], validFor: known, signer: signer)
        try await workshop.add(signedBy: signer)
        let other = "https://idp.example.com/other"
        try workshop.publish([first], signInURL: other, validFor: validFor, signer: signer)
        switch try await workshop.upkeep.refresh() {
        case .applied: #expect(isApplied)
        case .waiting: #expect(!isApplied)
        case let outcome: Issue.record("\(outcome)")
        }
        #expect(try (workshop.provider.signInURL == other) == isApplied)
    }

    @Test func `what was rejected stays so when the source takes it back in between`() async throws {
        try workshop.publish([first], validFor: 1_000)
        try await workshop.add()
        try workshop.publish([second], validFor: 1_000)
        _ = try await workshop.upkeep.refresh()
        _ = try MetadataApproval(workshop.upkeep).reject()
        try workshop.publish([first], validFor: 1_000)
        #expect(try await workshop.upkeep.refresh() == .unchanged)
        try workshop.publish([first], validFor: 2_000)
        _ = try await workshop.upkeep.refresh()
        try workshop.publish([second], validFor: 2_000)
        guard case .rejected = try await workshop.upkeep.refresh() else {
            Issue.record("proposed again")
            return
        }
    }

    @Test(arguments: [nil, 2_000])
    func `an earlier end that nobody signed waits, so that it cannot shut single sign-on off`(
        known: Int64?
    ) async throws {
        try workshop.publish([first], validFor: known)
        try await workshop.add()
        try workshop.publish([first], validFor: 1)
        guard case .waiting(let lines) = try await workshop.upkeep.refresh() else {
            Issue.record("not waiting")
            return
        }
        #expect(lines.count == 1)
        workshop.clock.advance(10)
        #expect(try !workshop.provider.hasRunOut(at: workshop.clock.now))
    }

    @Test(arguments: [1_000, nil])
    func `a long life that nobody signed shuts out no later description`(validFor: Int64?) async throws {
        try workshop.publish([first])
        try await workshop.add()
        try workshop.publish([first], validFor: 1_000_000_000)
        _ = try await workshop.upkeep.refresh()
        _ = try await workshop.approve()
        try workshop.publish([second], validFor: validFor)
        _ = try await workshop.upkeep.refresh()
        _ = try await workshop.approve()
        #expect(try workshop.inForce == [second.certificate.der])
        let end = validFor.map { UnixTime(seconds: workshop.clock.now.seconds + $0) }
        #expect(try workshop.provider.validUntil == end)
    }

    @Test func `a proposal that the source takes back is forgotten`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        try workshop.publish([second])
        _ = try await workshop.upkeep.refresh()
        try workshop.publish([first])
        #expect(try await workshop.upkeep.refresh() == .unchanged)
        #expect(try workshop.state.proposal == nil)
    }

    @Test func `a longer life needs no approval`() async throws {
        try workshop.publish([first], validFor: 1_000)
        try await workshop.add()
        try workshop.publish([first], validFor: 2_000)
        guard case .applied = try await workshop.upkeep.refresh() else {
            Issue.record("not applied")
            return
        }
        #expect(try workshop.provider.validUntil == UnixTime(seconds: workshop.clock.now.seconds + 2_000))
        #expect(try workshop.provider.facts.isProven)
    }

    @Test(arguments: [999, nil])
    func `an older description is refused, and the known one stays`(validFor: Int64?) async throws {
        try workshop.publish([first], validFor: 1_000, signer: signer)
        try await workshop.add(signedBy: signer)
        try workshop.publish([second], validFor: validFor, signer: signer)
        guard case .failed(let failure) = try await workshop.upkeep.refresh() else {
            Issue.record("taken")
            return
        }
        #expect(failure.rule == "META-04")
        #expect(try workshop.inForce == [first.certificate.der])
    }

    @Test func `a source that is gone leaves what is known, and one line in the log`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        try FileManager.default.removeItem(atPath: workshop.file)
        for count in 1...3 as ClosedRange<Int64> {
            guard case .failed(let failure) = try await workshop.upkeep.refresh() else {
                Issue.record("not failed")
                return
            }
            #expect(failure.rule == "META-02")
            #expect(try workshop.state.failures == count)
        }
        #expect(try workshop.audit.map { $0.outcome } == ["failed"])
        #expect(try workshop.inForce == [first.certificate.der])
        try workshop.publish([first])
        #expect(try await workshop.upkeep.refresh() == .unchanged)
        #expect(try workshop.state.failure == "")
    }

    @Test func `signed requests that this host does not make are refused`() async throws {
        try workshop.publish([first])
        try await workshop.add()
        try workshop.publish([first], wantsSigned: true)
        guard case .failed = try await workshop.upkeep.refresh() else {
            Issue.record("taken")
            return
        }
    }

    @Test func `signed requests are taken on where this host has a key for them`() async throws {
        try workshop.publish([first], wantsSigned: true)
        var configuration = Configuration()
        configuration.store = workshop.storePath
        configuration.signingKey = Configuration.KeyFile(
            path: "/key", file: "file", line: 1, key: "signing-key")
        let source = MetadataSource(location: workshop.file, entityID: nil, certificates: [])
        let found = try await MetadataReader(configuration, worker: TestPrograms.metadataWorker).read(
            source, at: workshop.clock.now)
        #expect(found.description.wantsSignedRequests)
    }
}
