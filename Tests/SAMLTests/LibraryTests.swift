import Foundation
import SAML
import Testing

/// The verifier as another project uses it: with what is public alone.
@Suite struct LibraryTests {
    private static let now: Int64 = 1_795_176_000

    /// The example of the README.
    private func signIn(
        _ field: [UInt8], metadata: [UInt8], requestID: String, now: Int64,
        refuse: (RuleResult?) -> Void, isNew: ([String], Int64) -> Bool
    ) throws -> NameID? {
        let provider = try IdentityProviderMetadata(xml: metadata)
        let verifier = Verifier(
            relyingParty: RelyingParty(
                entityID: "https://sp.example.org/", acsURL: "https://sp.example.org/acs"),
            identityProvider: TrustedIdentityProvider(
                entityID: provider.entityID,
                signingKeys: try provider.signingCertificates.map { try SigningKey($0) }))
        let verification = verifier.verify(base64: field, correlation: .request(id: requestID), at: now)
        guard let assertion = verification.assertion,
            isNew([assertion.responseID, assertion.assertionID], assertion.expiresAt)
        else {
            refuse(verification.reason)
            return nil
        }
        return assertion.nameID
    }

    private struct Message {
        let metadata: [UInt8]
        let field: [UInt8]
    }

    private func message() throws -> Message {
        let identity = try TestIdentity(.p256, at: Self.now)
        let response = TestResponse(
            key: try PrivateKey(pem: identity.pem), issuer: "https://idp.example.org/",
            audience: "https://sp.example.org/", acsURL: "https://sp.example.org/acs",
            inResponseTo: "_request",
            at: Self.now)
        var random = SystemRandomNumberGenerator()
        let xml = try response.xml(random: &random)
        let metadata = TestMetadata(entityID: "https://idp.example.org/", certificate: identity.certificate)
        return Message(
            metadata: Array(metadata.xml.utf8), field: Array(Data(xml).base64EncodedString().utf8))
    }

    @Test func exampleLetsAPersonInOnceAndForTheRightRequest() throws {
        let message = try message()
        var used: Set<String> = []
        var refusals: [RuleCode?] = []
        func signIn(_ requestID: String) throws -> NameID? {
            try self.signIn(
                message.field, metadata: message.metadata, requestID: requestID, now: Self.now,
                refuse: { refusals.append($0?.code) },
                isNew: { ids, _ in ids.allSatisfy { used.insert($0).inserted } })
        }
        #expect(try signIn("_another") == nil)
        #expect(try signIn("_request")?.value == "alice@example.com")
        #expect(try signIn("_request") == nil)
        #expect(refusals == [.resp06, nil])
    }

    @Test func exampleOfTheREADMEIsTheOneThatIsCompiled() throws {
        func lines(_ text: some StringProtocol) -> [String] {
            text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let here = URL(filePath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let section = try #require(readme.components(separatedBy: "## SAML as a library").last)
        let block = section.components(separatedBy: "```swift\n")[1].components(separatedBy: "```")[0]
        let example = lines(block)
        let source = lines(try String(contentsOf: here, encoding: .utf8))
        #expect(example.count > 5)
        #expect(source.indices.contains { source[$0...].starts(with: example) })
    }
}
