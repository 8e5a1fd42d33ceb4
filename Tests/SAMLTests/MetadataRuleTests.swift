import Testing

@testable import SAML

@Suite struct MetadataRuleTests {
    @Test(arguments: BrokenMetadata.all)
    func brokenMetadataIsRefusedWithItsRule(broken: BrokenMetadata) {
        #expect { try broken.read() } throws: { ($0 as? MetadataError)?.code == broken.code }
    }

    @Test func everyRuleOfADocumentIsBrokenOnce() {
        let rules: [RuleCode] = [.meta01, .meta03, .meta04, .meta05, .meta06, .meta07, .meta08]
        #expect(Set(BrokenMetadata.all.map(\.code)) == Set(rules))
    }

    @Test func oneEntityIsRead() throws {
        let metadata = try MetadataFixture.read(MetadataFixture.entity)
        #expect(metadata.entityID == MetadataFixture.entityID)
        #expect(metadata.signingCertificates.map(\.der) == [TestKey.provider.certificateDER])
        #expect(metadata.nameIDFormats == ["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"])
        #expect(metadata.validUntil == 1_798_761_600)
        #expect(metadata.cacheDuration == 21_600)
        try metadata.checkFreshness(at: 1_798_761_599, after: 1_798_761_600)
    }

    @Test(arguments: [nil, MetadataFixture.entityID])
    func groupAroundAnEntityShortensItsLife(entityID: String?) throws {
        let metadata = try MetadataFixture.read(MetadataFixture.group, entityID: entityID)
        #expect(metadata.entityID == MetadataFixture.entityID)
        #expect(metadata.validUntil == 1_796_083_200)
        #expect(metadata.cacheDuration == 3_600)
    }

    @Test func signedEntityIsRead() throws {
        let metadata = try MetadataFixture.readSigned(MetadataFixture.signed(MetadataFixture.entity))
        #expect(metadata.entityID == MetadataFixture.entityID)
    }

    @Test func signedGroupIsRead() throws {
        let metadata = try MetadataFixture.readSigned(
            MetadataFixture.signed(MetadataFixture.group, id: "_group"))
        #expect(metadata.entityID == MetadataFixture.entityID)
    }

    @Test func secondPinnedKeyIsTried() throws {
        let xml = Array(MetadataFixture.signed(MetadataFixture.entity).utf8)
        let keys = [TestKey.stranger.pinned, MetadataFixture.signer.pinned]
        #expect(try IdentityProviderMetadata(xml: xml, signedBy: keys).entityID == MetadataFixture.entityID)
    }

    @Test func signatureIsNotLookedAtWithoutAPinnedKey() throws {
        let xml = MetadataFixture.signed(MetadataFixture.entity, by: .weak)
        #expect(try MetadataFixture.read(xml).entityID == MetadataFixture.entityID)
    }

    @Test func sameCertificateTwiceIsOneKey() throws {
        let key = MetadataFixture.key(.provider, use: nil)
        let xml = MetadataFixture.entity.replacingFirst("<md:KeyDescriptor", key + "<md:KeyDescriptor")
        #expect(try MetadataFixture.read(xml).signingCertificates.count == 1)
    }

    @Test func refusalOfAFederationSaysWhatToGet() {
        let xml = [UInt8](repeating: 0x20, count: 1 << 21)
        #expect {
            try IdentityProviderMetadata(xml: xml)
        } throws: {
            "\($0)".contains("this identity provider alone")
        }
    }

    @Test(arguments: [
        ("PT0S", 0), ("PT6H", 21_600), ("P1D", 86_400), ("P1DT1H1M1.5S", 90_061), ("P1Y1M", 34_128_000),
    ])
    func durationIsRead(text: String, seconds: Int64) {
        #expect(CalendarDuration.parse(text) == seconds)
    }

    @Test(arguments: [
        "", "P", "PT", "P1DT", "-PT1H", "PT1H1H", "PT1S1M", "P1H", "PT1.5M", "P1", "PT1.S", "PTT1S",
        "P9999999999D",
        "1D",
    ])
    func whatIsNoDurationIsRefused(text: String) {
        #expect(CalendarDuration.parse(text) == nil)
    }
}
