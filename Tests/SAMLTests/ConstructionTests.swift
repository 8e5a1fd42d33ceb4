import Foundation
import Testing

@testable import SAML

/// Rules that stand in the checklist and that no message can break alone: the verifier is built so.
@Suite struct ConstructionTests {
    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/SAML")

    /// Whatever is said in Swift in the rooms that verify; test messages are made elsewhere.
    static func code() throws -> String {
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
            .compactMap { $0 as? URL }
            .filter { $0.pathExtension == "swift" && !$0.path.contains("/Minting/") }
        #expect(files.count > 40)
        return try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    }

    @Test func parserFetchesNothingAndMendsNothing() throws {
        let options = ["NOENT", "DTDLOAD", "DTDATTR", "DTDVALID", "RECOVER", "XINCLUDE", "HUGE"]
        let code = try Self.code()
        for option in options { #expect(!code.contains("XML_PARSE_" + option)) }
        #expect(code.contains("XML_PARSE_NONET"))
        let include =
            "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"\(#filePath)\" parse=\"text\"/></a>"
        let document = try XMLDocument.parse(Array(include.utf8), limits: .response)
        #expect(document.root.children.map(\.displayName) == ["include"])
        #expect(document.root.children[0].content == .empty)
        #expect(throws: ParseRefusal.self) {
            try XMLDocument.parse(Array("<a><b></a>".utf8), limits: .response)
        }
    }

    @Test func noTreeIsWrittenOutToBeReadAgain() throws {
        let code = try Self.code()
        for writer in ["xmlDocDump", "xmlNodeDump", "xmlElemDump", "xmlSave", "xmlBufNodeDump"] {
            #expect(!code.contains(writer))
        }
    }

    @Test func keysInAMessageAreNotLookedAt() {
        func with(_ key: TestKey, in xml: String) -> String {
            let info =
                "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>\(Base64.encode(key.certificateDER))"
                + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"
            return xml.replacingFirst("</ds:Signature>", info + "</ds:Signature>")
        }
        let forged = with(.stranger, in: ResponseFixture().signed(by: .stranger).signed)
        #expect(ResponseFixture.verify(forged).reason?.code == .sig16)
        let mislabelled = with(.stranger, in: ResponseFixture().signed)
        #expect(ResponseFixture.verify(mislabelled).assertion?.nameID.value == "alice-7f3a")
    }

    @Test func prefixesMeanNothing() throws {
        let other = ResponseFixture(.both).xml.split(separator: "saml:", omittingEmptySubsequences: false)
            .joined(separator: "ds:").replacingFirst("xmlns:saml=", "xmlns:ds=")
        let signature = ResponseFixture.template(for: "_assertion")
        #expect(other.contains("<ds:Assertion") && other.contains(signature))
        let verification = ResponseFixture.verify(TestKey.provider.sign(other))
        #expect(verification.assertion?.nameID.value == "alice-7f3a")
    }

    @Test(arguments: ["", "xmlns=\"\"", "xmlns=\"urn:oasis:names:tc:SAML:1.0:assertion\""])
    func namespacesMeanEverything(declaration: String) {
        let evil = "<Assertion \(declaration)><Subject><NameID>root</NameID></Subject></Assertion>"
        let status = "<samlp:Status>"
        let xml = ResponseFixture().replacing(status, "<samlp:Extensions>\(evil)</samlp:Extensions>" + status)
            .signed
        #expect(ResponseFixture.verify(xml).assertion?.nameID.value == "alice-7f3a")
        let only = ResponseFixture().replacing("<saml:NameID ", "<NameID \(declaration) ")
            .replacing("</saml:NameID>", "</NameID>").signed
        #expect(ResponseFixture.verify(only).reason?.code == .asrt03)
    }

    @Test func ownAddressesAndIdentityProviderAreTheConfiguredOnes() {
        let xml = Array(ResponseFixture().signed.utf8)
        func reason(_ party: RelyingParty, _ entityID: String) -> RuleCode? {
            let provider = TrustedIdentityProvider(entityID: entityID, signingKeys: [TestKey.provider.pinned])
            return Verifier(relyingParty: party, identityProvider: provider)
                .verify(
                    xml: xml, correlation: .request(id: ResponseFixture.requestID), at: ResponseFixture.now
                )
                .reason?.code
        }
        let party = ResponseFixture.relyingParty
        let other = "https://other.example.org/"
        #expect(reason(party, ResponseFixture.entityID) == nil)
        #expect(
            reason(RelyingParty(entityID: party.entityID, acsURL: other), ResponseFixture.entityID) == .resp04
        )
        #expect(
            reason(RelyingParty(entityID: other, acsURL: party.acsURL), ResponseFixture.entityID) == .asrt11)
        #expect(reason(party, other) == .resp05)
    }

    @Test(arguments: [
        ("Recipient=\"https://sp", "Recipient=\"https://other", RuleCode.asrt05),
        ("Recipient=\"https://sp.example.org/saml/acs\"", "", .asrt05),
        ("Data InResponseTo=\"_5", "Data InResponseTo=\"_6", .asrt08),
        ("Data InResponseTo=\"_5a3cda4ef2f9b1d4\"", "Data", .asrt08),
    ])
    func unsignedResponseDecidesNothing(signed: String, other: String, code: RuleCode) {
        let fixture = ResponseFixture(.assertion).replacing(signed, other)
        let verification = ResponseFixture.verify(fixture.signed)
        #expect(verification.assertion == nil)
        #expect(verification.reason?.code == code)
        #expect(verification.status(.see04) == .fail)
        // Around the same assertion, a response for nobody else passes neither.
        let elsewhere = fixture.signed.replacingFirst(" Destination=\"https://sp.example.org/saml/acs\"", "")
        #expect(ResponseFixture.verify(elsewhere).reason?.code == code)
    }
}
