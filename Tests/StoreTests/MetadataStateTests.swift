import Policy
import Testing

@testable import Store

@Suite final class MetadataStateTests {
    let temporary: TemporaryStore
    let store: Store
    let source = MetadataSource(location: "/etc/idp.xml", entityID: "", certificates: [[4], [5]])

    init() throws {
        temporary = try TemporaryStore()
        store = try temporary.makeReady()
        try store.setMetadataSource(source, cacheDuration: 3_600, at: at(0))
    }

    private var state: MetadataState {
        get throws { try #require(try store.metadataState()) }
    }

    @Test func `a source is read as it was set`() throws {
        #expect(try state.source == source)
        #expect(try state.source.isSigned)
        #expect(try state.cacheDuration == 3_600)
        #expect(try state.fetchedAt == at(0))
        #expect(try state.proposal == nil)
    }

    @Test func `failures are counted until something usable comes`() throws {
        try store.noteMetadataFailure("no answer", at: at(1))
        try store.noteMetadataFailure("still none", at: at(2))
        #expect(try state.failures == 2)
        #expect(try state.failure == "still none")
        #expect(try state.fetchedAt == at(0))
        #expect(try state.triedAt == at(2))
        try store.noteMetadata(cacheDuration: nil, at: at(3))
        #expect(try state.failures == 0)
        #expect(try state.failure == "")
        #expect(try state.fetchedAt == at(3))
        #expect(try state.cacheDuration == nil)
    }

    @Test func `a proposal waits, is rejected, and gives way to another`() throws {
        try store.propose(ProposedMetadata(xml: [1], foundAt: at(1), difference: "key added"))
        #expect(try state.proposal?.xml == [1])
        try store.rejectProposal()
        #expect(try state.proposal?.isRejected == true)
        try store.propose(ProposedMetadata(xml: [2], foundAt: at(2), difference: "key removed"))
        #expect(try state.proposal?.isRejected == false)
        #expect(try state.proposal?.difference == "key removed")
    }

    private func rolled(_ der: [UInt8], changedAt: UnixTime) -> IdentityProvider {
        IdentityProvider(
            name: "other name", entityID: "https://idp.example", signInURL: "https://idp.example/new",
            certificates: [.init(der: der, validity: .init(notBefore: at(0), notAfter: at(9)))],
            changedAt: changedAt, validUntil: at(100), wantsSignedRequests: true)
    }

    @Test func `another description keeps name and weaknesses, and drops what waited`() throws {
        try store.propose(ProposedMetadata(xml: [1], foundAt: at(1), difference: "key added"))
        try store.replaceDescription(with: rolled([9], changedAt: at(0)))
        let provider = try #require(try store.identityProvider())
        #expect(provider.name == "idp")
        #expect(provider.signInURL == "https://idp.example/new")
        #expect(provider.certificates.map { $0.der } == [[9]])
        #expect(provider.validUntil == at(100))
        #expect(provider.wantsSignedRequests)
        #expect(try state.proposal == nil)
    }

    @Test func `removing the identity provider removes its source`() throws {
        try store.propose(ProposedMetadata(xml: [1], foundAt: at(1), difference: "key added"))
        try store.removeIdentityProvider(of: corp, isForced: true)
        #expect(try store.metadataState() == nil)
        #expect(try store.connection.integer("SELECT count(*) FROM metadata_certificate") == 0)
        #expect(try store.connection.integer("SELECT count(*) FROM proposed_metadata") == 0)
        #expect(throws: StoreError.conflict) { try store.noteMetadata(cacheDuration: nil, at: at(1)) }
    }

    @Test func `a proof outlives keys that are added, and none that is taken back`() throws {
        let before = try #require(try store.identityProvider())
        let kept = before.certificates[0]
        let added = IdentityProvider(
            name: "idp", entityID: before.entityID, signInURL: before.signInURL,
            certificates: [rolled([9], changedAt: at(0)).certificates[0], kept], changedAt: before.changedAt)
        #expect(added.stillVouches(for: before))
        #expect(!before.stillVouches(for: added))
        #expect(!rolled([9], changedAt: before.changedAt).stillVouches(for: before))
    }

    @Test func `weaknesses end at their time, and are still named`() throws {
        try store.removeIdentityProvider(of: corp, isForced: true)
        try store.addIdentityProvider(
            IdentityProvider(
                name: "idp", entityID: "e", signInURL: "u", certificates: [], changedAt: at(0),
                weaknesses: ["sha1", "signature-last"], weaknessesUntil: at(50)))
        let provider = try #require(try store.identityProvider())
        #expect(provider.weaknesses(at: at(49)) == ["sha1", "signature-last"])
        #expect(provider.weaknesses(at: at(50)) == [])
        #expect(provider.weaknesses == ["sha1", "signature-last"])
    }

    @Test(arguments: [("https://idp.example", ["sha1"]), ("https://other.example", [])])
    func `weaknesses stay with the entity ID they were granted to`(
        entityID: String, expected: [String]
    ) throws {
        try store.removeIdentityProvider(of: corp, isForced: true)
        func description(_ entityID: String) -> IdentityProvider {
            IdentityProvider(
                name: "idp", entityID: entityID, signInURL: "u", certificates: [], changedAt: at(0),
                weaknesses: ["sha1"], weaknessesUntil: at(50))
        }
        try store.addIdentityProvider(description("https://idp.example"))
        try store.replaceDescription(with: description(entityID))
        let provider = try #require(try store.identityProvider())
        #expect(provider.weaknesses == expected)
        #expect(provider.weaknesses(at: at(1)) == expected)
        #expect(provider.weaknessesUntil == (expected.isEmpty ? nil : at(50)))
    }

    @Test func `metadata that ran out lets nobody in by single sign-on`() throws {
        try store.replaceDescription(with: rolled([1, 2, 3], changedAt: at(0)))
        #expect(try SetupFault.ofIdentityProvider(in: store.facts(ofUnknownAt: at(9))) == nil)
        #expect(
            try SetupFault.ofIdentityProvider(in: store.facts(ofUnknownAt: at(100)))
                == .metadataExpired(at(100)))
    }
}
