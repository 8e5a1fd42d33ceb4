import Foundation
import Testing

@testable import SAML

/// Responses that SimpleSAMLphp and pysaml2 really sent.
@Suite struct RealSampleTests {
    static let relyingParty = RelyingParty(
        entityID: "http://127.0.0.1:18080/saml/sp", acsURL: "http://127.0.0.1:18080/saml/acs")

    static func fixture(_ name: String) throws -> [UInt8] {
        let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/samples/\(name)")
        return try Array(Data(contentsOf: url))
    }

    /// Verifies a sample at the second it was issued, as the answer to the request it names.
    static func verify(
        _ product: String, _ kind: String, decryptionKeys: [DecryptionKey] = [],
        weaknesses: Set<Weakness> = [],
        change: ((String) -> String)? = nil
    ) throws -> Verification {
        let metadata = try IdentityProviderMetadata(xml: fixture("idp-\(product).metadata.xml"))
        let keys = try metadata.signingCertificates.map { try SigningKey($0) }
        let verifier = Verifier(
            relyingParty: RelyingParty(
                entityID: relyingParty.entityID, acsURL: relyingParty.acsURL, decryptionKeys: decryptionKeys),
            identityProvider: TrustedIdentityProvider(
                entityID: metadata.entityID, signingKeys: keys, weaknesses: weaknesses))
        let response = try fixture("idp-\(product).\(kind).fast.b64")
        let claim = try #require(UnverifiedResponse(base64: response))
        let posted = try #require(Base64.decode(response))
        let document = try XMLDocument.parse(posted, limits: .response)
        let issued = try #require(document.root.attribute("IssueInstant").flatMap(CalendarInstant.parse))
        let changed = change.map { Base64.encode(Array($0(String(decoding: posted, as: UTF8.self)).utf8)) }
        return verifier.verify(
            base64: changed.map { Array($0.utf8) } ?? response,
            correlation: .request(id: try #require(claim.inResponseTo)), at: issued)
    }

    @Test(arguments: ["simplesamlphp", "pysaml2"], ["default", "assertion-only", "response-only"])
    func isAccepted(product: String, kind: String) throws {
        let verification = try Self.verify(product, kind)
        #expect(verification.reason == nil)
        let assertion = try #require(verification.assertion)
        #expect(assertion.nameID.value == "alice@example.com")
        #expect(try assertion.value(of: "email") == "alice@example.com")
        #expect(assertion.attributes.first { $0.name == "groups" }?.values == ["staff", "admins"])
    }

    @Test(arguments: ["simplesamlphp", "pysaml2"])
    func persistentNameIsAccepted(product: String) throws {
        let assertion = try #require(try Self.verify(product, "persistent").assertion)
        #expect(assertion.nameID.format == "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")
    }

    @Test(arguments: ["simplesamlphp", "pysaml2"])
    func transientNameIsRefusedForThatAlone(product: String) throws {
        let verification = try Self.verify(product, "transient")
        #expect(verification.results.filter { $0.status == .fail }.map(\.code) == [.nid04])
        #expect(verification.assertion == nil)
    }

    /// What the products encrypt with unless they are told otherwise.
    static let encrypted: [(product: String, weakness: Weakness)] = [
        ("simplesamlphp", .cbc), ("pysaml2", .tripleDES),
    ]

    @Test(arguments: encrypted)
    func encryptedWithAWeakCipherIsRefused(product: String, weakness: Weakness) throws {
        #expect(try Self.verify(product, "encrypted").reason?.code == .enc07)
        let key = try DecryptionKey(pem: Self.fixture("throw-away.key"))
        let verification = try Self.verify(product, "encrypted", decryptionKeys: [key])
        #expect(verification.reason?.code == .enc01)
        #expect(verification.assertion == nil)
    }

    @Test(arguments: encrypted)
    func encryptedWithAWeakCipherIsAcceptedWhenThatIsGranted(product: String, weakness: Weakness) throws {
        let keys = [TestKey.recipient.decryption, try DecryptionKey(pem: Self.fixture("throw-away.key"))]
        let verification = try Self.verify(
            product, "encrypted", decryptionKeys: keys, weaknesses: [weakness])
        #expect(verification.reason == nil)
        #expect(verification.results.filter { $0.status == .warn }.map(\.code) == [.enc01])
        let assertion = try #require(verification.assertion)
        #expect(assertion.nameID.value == "alice@example.com")
        #expect(try assertion.value(of: "email") == "alice@example.com")
        #expect(assertion.attributes.first { $0.name == "groups" }?.values == ["staff", "admins"])
    }

    @Test(arguments: encrypted)
    func encryptedWithAWeakCipherIsRefusedWithoutTheOuterSignature(product: String, weakness: Weakness) throws
    {
        let prefix = product == "pysaml2" ? "ns2" : "ds"
        let verification = try Self.verify(
            product, "encrypted", decryptionKeys: [DecryptionKey(pem: Self.fixture("throw-away.key"))],
            weaknesses: [weakness]
        ) { xml in
            xml.replacingFirst(
                xml.slice(from: "<\(prefix):Signature ", through: "</\(prefix):Signature>"), "")
        }
        #expect(verification.reason?.code == .enc01)
        #expect(verification.status(.enc04) == .notApplicable)
        #expect(verification.assertion == nil)
    }

    @Test(arguments: ["simplesamlphp", "pysaml2"])
    func reportedErrorIsRefusedWithTheStatus(product: String) throws {
        let verification = try Self.verify(product, "passive-no-session")
        #expect(verification.reason?.code == .resp03)
        #expect(verification.reason?.found?.contains("NoPassive") == true)
        #expect(verification.assertion == nil)
    }
}
