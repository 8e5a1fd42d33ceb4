import Foundation
import Testing

@testable import SAML

/// What is surely no response is told apart; what might be one is left to the rules.
@Suite struct ForeignContentTests {
    private func found(_ text: String) throws -> ForeignContent? {
        ForeignContent(try CapturedResponse(Array(text.utf8)).message)
    }

    private func encoded(_ octets: [UInt8]) -> String { Data(octets).base64EncodedString() }

    @Test func otherThingsAreNamed() throws {
        let metadata = "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>"
        let request = "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>"
        let certificate = MintingTests.identity.certificate
        #expect(try found(metadata) == .metadata(root: "EntityDescriptor"))
        #expect(try found(encoded(Array(metadata.utf8))) == .metadata(root: "EntityDescriptor"))
        #expect(try found(request) == .document(root: "AuthnRequest"))
        #expect(try found("<Response/>") == .document(root: "Response"))
        #expect(try found(certificate.pem) == .certificate)
        #expect(try found(encoded(certificate.der)) == .certificate)
        #expect(ForeignContent(.base64(certificate.der)) == .certificate)
        #expect(try found(encoded(Deflate.compress(Array(request.utf8)))) == .compressed)
        #expect(try found(encoded(Array("hello, world".utf8))) == .encoded)
        #expect(try found("hello, world!") == .unknown)
    }

    @Test(arguments: [
        "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>", "<!DOCTYPE r []><r/>", "<a",
        "<a/><b/>",
        "<r>&entity;</r>", "PHNhbWxwOlJlc3BvbnNlLz4", "PHNhbWxwOlJlc3BvbnNlLz4+!", "PHI+JmVudGl0eTs8L3I+",
        "77u/PHI+*",
    ])
    func whatMayBeAHostileResponseIsLeftToTheRules(text: String) throws {
        #expect(try found(text) == nil)
    }
}
