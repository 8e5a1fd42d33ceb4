import SAML

/// What the messages of the corpus were made for.
enum Scene {
    static let correlation = Correlation.request(id: "_5a3cda4ef2f9b1d4")
    /// 2026-11-20T12:00:00Z.
    static let now: Int64 = 1_795_176_000
    static let verifier = Verifier(
        relyingParty: RelyingParty(
            entityID: "https://sp.example.org/saml", acsURL: "https://sp.example.org/saml/acs",
            decryptionKeys: [try! DecryptionKey(pem: Array(CorpusKey.recipient.utf8))]),
        identityProvider: TrustedIdentityProvider(
            entityID: "https://idp.example.org/saml",
            signingKeys: [try! SigningKey(certificatePEM: Array(CorpusKey.certificate.utf8))]))

    static func verify(_ xml: [UInt8]) -> Verification {
        verifier.verify(xml: xml, correlation: correlation, at: now)
    }

    /// Stops the program when somebody is accepted whom the corpus's key did not sign.
    static func judge(_ verification: Verification) {
        guard let assertion = verification.assertion else {
            guard verification.reason != nil else { fatalError("refused without a reason") }
            return
        }
        let isSigned =
            switch assertion.assertionID {
            case "_assertion": assertion.nameID.value == "alice-7f3a"
            case "_assertion-of-bob": assertion.nameID.value == "bob-11c9"
            default: false
            }
        guard isSigned, verification.reason == nil else { fatalError("accepted: \(assertion)") }
    }
}
