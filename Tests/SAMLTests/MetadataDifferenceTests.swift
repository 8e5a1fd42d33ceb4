import Testing

@testable import SAML

@Suite struct MetadataDifferenceTests {
    private let old = description()

    private static func description(
        entityID: String = "https://idp.example.org", signInURL: String = "https://idp.example.org/sso",
        keys: [TestKey] = [.provider, .curve], wantsSignedRequests: Bool = false,
        validUntil: Int64? = 1_798_761_600
    ) -> TrustedDescription {
        TrustedDescription(
            entityID: entityID, signInURL: signInURL, certificates: keys.map { $0.pinned.certificate },
            wantsSignedRequests: wantsSignedRequests, validUntil: validUntil)
    }

    @Test func orderOfKeysIsNoDifference() {
        #expect(MetadataDifference(from: old, to: Self.description(keys: [.curve, .provider])).isEmpty)
    }

    @Test func keysAreNamedByFingerprintAndDates() throws {
        let difference = MetadataDifference(from: old, to: Self.description(keys: [.provider, .stranger]))
        let dates = ", valid 2020-01-01T00:00:00Z to 2049-03-22T04:26:40Z"
        #expect(
            difference.lines == [
                "key added: SHA-256 " + TestKey.stranger.pinned.certificate.fingerprintSHA256 + dates,
                "key removed: SHA-256 " + TestKey.curve.pinned.certificate.fingerprintSHA256 + dates,
            ])
        #expect(difference.trust == difference.lines)
        #expect(!difference.changesEntityID)
    }

    @Test func namesAndTermsAreToldApart() {
        let new = Self.description(
            entityID: "https://idp.example.org/\n2", signInURL: "https://other.example.org",
            wantsSignedRequests: true,
            validUntil: nil)
        let difference = MetadataDifference(from: old, to: new)
        #expect(difference.changesEntityID)
        #expect(
            difference.trust == [
                "entity ID: https://idp.example.org -> https://idp.example.org/\\u{A}2",
                "sign-in URL: https://idp.example.org/sso -> https://other.example.org",
            ])
        #expect(
            difference.terms == [
                "signed requests: asked for now", "valid until: 2027-01-01T00:00:00Z -> no end",
            ])
    }
}
