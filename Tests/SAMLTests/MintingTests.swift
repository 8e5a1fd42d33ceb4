import Testing

@testable import SAML

/// Responses made for tests: good ones are accepted, and each flaw is found for what it is.
@Suite struct MintingTests {
    static let now = ResponseFixture.now
    static let identity = try! TestIdentity(.rsa, at: now)
    static let recipient = try! TestIdentity(.rsa, at: now)

    static func response(
        _ identity: TestIdentity = Self.identity, answering request: String? = ResponseFixture.requestID
    ) throws -> TestResponse {
        TestResponse(
            key: try PrivateKey(pem: identity.pem), issuer: ResponseFixture.entityID,
            audience: ResponseFixture.relyingParty.entityID, acsURL: ResponseFixture.relyingParty.acsURL,
            inResponseTo: request, at: now)
    }

    static func verify(
        _ response: TestResponse, breaking flaw: Flaw? = nil, identity: TestIdentity = Self.identity
    ) throws -> Verification {
        var random = SystemRandomNumberGenerator()
        let xml = try response.xml(breaking: flaw, random: &random)
        let verifier = Verifier(
            relyingParty: RelyingParty(
                entityID: ResponseFixture.relyingParty.entityID, acsURL: ResponseFixture.relyingParty.acsURL,
                decryptionKeys: [try DecryptionKey(pem: Self.recipient.pem)]),
            identityProvider: TrustedIdentityProvider(
                entityID: ResponseFixture.entityID, signingKeys: [try SigningKey(identity.certificate)]))
        let correlation = response.inResponseTo.map { Correlation.request(id: $0) } ?? .unsolicited
        return verifier.verify(xml: xml, correlation: correlation, at: now)
    }

    @Test(
        arguments: [TestResponse.Placement.assertion, .response, .both],
        DigestAlgorithm.allCases.filter { $0 != .sha1 })
    func goodResponseIsAccepted(placement: TestResponse.Placement, digest: DigestAlgorithm) throws {
        var response = try Self.response()
        response.placement = placement
        response.digest = digest
        response.nameID = "<al&ice>\"é"
        response.nameIDFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
        response.attributes = [("a\"<&>", ["x>\r\n\t", "", "ü"]), ("email", ["a@b.example"])]
        let verification = try Self.verify(response)
        #expect(verification.reason == nil)
        let assertion = try #require(verification.assertion)
        #expect(assertion.nameID.value == response.nameID)
        #expect(assertion.attributes.map(\.name) == response.attributes.map(\.name))
        #expect(assertion.attributes.map(\.values) == response.attributes.map(\.values))
    }

    @Test(
        arguments: Flaw.all.filter { $0.code != .resp08 && !isAboutEncryption($0.code) }.map(\.code))
    func flawIsTheReason(code: RuleCode) throws {
        let verification = try Self.verify(Self.response(), breaking: Flaw.breaking(code))
        #expect(verification.reason?.code == code, "\(String(describing: verification.reason))")
        #expect(verification.assertion == nil)
    }

    private static func isAboutEncryption(_ code: RuleCode) -> Bool {
        (RuleCode.enc01.rawValue...RuleCode.enc05.rawValue).contains(code.rawValue)
    }

    @Test(arguments: TestResponse.Placement.allCases)
    func encryptedResponseIsAcceptedWhenItIsSigned(placement: TestResponse.Placement) throws {
        var response = try Self.response()
        response.placement = placement
        response.recipientCertificate = Self.recipient.certificate
        let verification = try Self.verify(response)
        #expect(verification.reason?.code == (placement == .none ? .enc08 : nil))
        #expect(verification.assertion?.nameID.value == (placement == .none ? nil : "alice@example.com"))
    }

    @Test(arguments: Flaw.all.filter { isAboutEncryption($0.code) }.map(\.code))
    func flawOfEncryptionIsTheReason(code: RuleCode) throws {
        var response = try Self.response()
        response.recipientCertificate = Self.recipient.certificate
        let verification = try Self.verify(response, breaking: Flaw.breaking(code))
        #expect(verification.reason?.code == code, "\(String(describing: verification.reason))")
        #expect(verification.assertion == nil)
    }

    @Test(arguments: [
        (TestIdentity.KeyKind.rsa, SignatureAlgorithm.pssSHA256), (.rsa, .pssSHA512), (.rsa, .rsaSHA384),
        (.p256, .ecdsaSHA256),
        (.p384, .ecdsaSHA384), (.p521, .ecdsaSHA512),
    ])
    func everyAlgorithmIsAccepted(kind: TestIdentity.KeyKind, algorithm: SignatureAlgorithm) throws {
        let identity = try TestIdentity(kind, at: Self.now)
        var response = try Self.response(identity)
        response.algorithm = algorithm
        response.placement = .both
        #expect(try Self.verify(response, identity: identity).reason == nil)
    }

    @Test func unsolicitedResponseMustNotAnswerARequest() throws {
        let response = try Self.response(answering: nil)
        #expect(try Self.verify(response).reason == nil)
        #expect(try Self.verify(response, breaking: .breaking(.resp08)).reason?.code == .resp08)
        #expect(throws: MintingError.inapplicable(.resp06)) {
            try Self.verify(response, breaking: .breaking(.resp06))
        }
    }

    @Test func flawThatChangesNothingIsNotPassedOff() throws {
        var response = try Self.response()
        #expect(throws: MintingError.inapplicable(.enc03)) {
            try Self.verify(response, breaking: .breaking(.enc03))
        }
        response.placement = .none
        #expect(throws: MintingError.inapplicable(.sig05)) {
            try Self.verify(response, breaking: .breaking(.sig05))
        }
        #expect(throws: MintingError.unbreakable(.key04)) { try Flaw.breaking(.key04) }
    }

    @Test func keyHasToFitTheAlgorithm() throws {
        var response = try Self.response()
        response.algorithm = .ecdsaSHA256
        #expect(throws: MintingError.unfittingKey(.ecdsaSHA256)) { try Self.verify(response) }
    }

    @Test(arguments: TestIdentity.KeyKind.allCases)
    func throwAwayKeySaysWhatItIs(kind: TestIdentity.KeyKind) throws {
        let identity = try TestIdentity(kind, at: Self.now)
        let key = try PrivateKey(pem: identity.pem)
        #expect(key.certificate == identity.certificate)
        #expect(identity.certificate.subject == "CN=" + TestIdentity.commonName)
        #expect(identity.certificate.notBefore < Self.now && Self.now < identity.certificate.notAfter)
        #expect(try Certificate(pem: Array(identity.certificate.pem.utf8)) == identity.certificate)
    }
}
