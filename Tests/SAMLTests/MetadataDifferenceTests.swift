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

    @Test(arguments: [nil, 1_798_761_599, 1_798_761_601], [nil, 1_798_761_600])
    func earlierEndIsAQuestionOfTrust(new: Int64?, old: Int64?) {
        let difference = MetadataDifference(
            from: Self.description(validUntil: old), to: Self.description(validUntil: new))
        let endsEarlier = new.map { $0 < old ?? .max } ?? false
        #expect(difference.trust.isEmpty == !endsEarlier)
        #expect(difference.isNewer == !endsEarlier)
        #expect(difference.isEmpty == (new == nil && old == nil))
    }

    /// The key that `TestKey.curve` was rolled to.
    private static let younger = TestKey(curve: "P-256", begin: 1_600_000_000)

    @Test func rolledKeyIsNewerAndAnEarlierOneBroughtBackIsNot() {
        let (past, present) = (Self.description(keys: [.curve]), Self.description(keys: [Self.younger]))
        let window = Self.description(keys: [.curve, Self.younger])
        #expect(MetadataDifference(from: past, to: window).isNewer)
        #expect(MetadataDifference(from: window, to: present).isNewer)
        #expect(!MetadataDifference(from: present, to: past).isNewer)
        #expect(!MetadataDifference(from: present, to: window).isNewer)
        #expect(!MetadataDifference(from: window, to: past).isNewer)
    }

    @Test(arguments: [nil, 1_798_761_599, 1_798_761_600, 1_798_761_601])
    func longerLifeAloneMakesAnotherURLNewer(validUntil: Int64?) {
        let new = Self.description(signInURL: "https://idp.example.org/2", validUntil: validUntil)
        #expect(MetadataDifference(from: old, to: new).isNewer == (validUntil == 1_798_761_601))
        let endless = Self.description(validUntil: nil)
        #expect(!MetadataDifference(from: endless, to: new).isNewer)
    }

    @Test func noTwoLongURLsLookTheSame() {
        let path = "https://idp.example.org/" + String(repeating: "a", count: 600)
        let one = MetadataDifference(from: old, to: Self.description(signInURL: path + "1"))
        let other = MetadataDifference(from: old, to: Self.description(signInURL: path + "2"))
        #expect(one.trust != other.trust)
        let long = Self.description(signInURL: path)
        let new = "https://elsewhere.example.org"
        #expect(
            MetadataDifference(from: long, to: Self.description(signInURL: new)).trust[0].hasSuffix(new))
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
