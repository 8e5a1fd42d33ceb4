import CXMLSec
import Foundation
import Testing

@testable import SAML

@Suite struct RequestTests {
    private let request = AuthnRequest(
        id: "_1", issueInstant: 1_795_176_000, destination: "https://idp.example.org/sso?tenant=a&b=c",
        issuer: "https://sp.example.org/saml", acsURL: "https://sp.example.org/acs?a=1&b=\"2\"")

    private func inflate(_ octets: [UInt8]) -> String {
        var input = octets
        var stream = z_stream()
        inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { inflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: 65536)
        let code = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return CXMLSec.inflate(&stream, Z_FINISH)
            }
        }
        #expect(code == Z_STREAM_END)
        return String(decoding: output.prefix(Int(stream.total_out)), as: UTF8.self)
    }

    @Test func redirectCarriesTheRequestAndTheRelayState() throws {
        let url = try request.redirectURL(relayState: "a b&c=d/+é")
        #expect(url.hasPrefix("https://idp.example.org/sso?tenant=a&b=c&SAMLRequest="))
        let items = try #require(URLComponents(string: url)?.queryItems)
        #expect(items.map(\.name) == ["tenant", "b", "SAMLRequest", "RelayState"])
        #expect(items[3].value == "a b&c=d/+é")
        let message = try #require(items[2].value)
        let octets = try #require(Base64.decode(message))
        #expect(inflate(octets) == request.xml)
    }

    @Test func requestSaysWhatTheProfileAsksForAndNoMore() throws {
        let root = try XMLDocument.parse(Array(request.xml.utf8), limits: .response).root
        #expect(root.matches(XMLName(Namespace.protocol_, "AuthnRequest")))
        #expect(root.attribute("ID") == "_1")
        #expect(root.attribute("Version") == "2.0")
        #expect(root.attribute("IssueInstant") == "2026-11-20T12:00:00Z")
        #expect(root.attribute("Destination") == request.destination)
        #expect(root.attribute("AssertionConsumerServiceURL") == request.acsURL)
        #expect(root.attribute("ProtocolBinding") == "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST")
        #expect(root.attribute("ForceAuthn") == nil)
        #expect(root.children.count == 1)
        #expect(root.onlyChild(AssertionName.issuer)?.content.value == request.issuer)
    }

    @Test func identifiersAre160RandomBits() {
        var random = SystemRandomNumberGenerator()
        let ids = Set((0..<100).map { _ in AuthnRequest.newID(random: &random) })
        #expect(ids.count == 100)
        #expect(ids.allSatisfy { $0.count == 41 && $0.hasPrefix("_") })
    }

    @Test func longRelayStateAndUnsafeDestinationAreRefused() {
        #expect(throws: AuthnRequestError.relayStateTooLong(count: 81)) {
            try request.redirectURL(relayState: String(repeating: "a", count: 81))
        }
        for url in [
            "javascript:alert(1)", "http://idp.example.org/", "https://u@idp.example.org/", "https://a/#b",
            "",
        ] {
            let request = AuthnRequest(id: "_1", issueInstant: 0, destination: url, issuer: "a", acsURL: "b")
            #expect(throws: AuthnRequestError.self) { try request.redirectURL(relayState: "a") }
        }
    }

    @Test func serviceProviderMetadataIsTheSameEachTime() throws {
        let party = RelyingParty(
            entityID: "https://sp.example.org/?a&b", acsURL: "https://sp.example.org/acs")
        let xml = ServiceProviderMetadata(relyingParty: party).xml
        #expect(xml == ServiceProviderMetadata(relyingParty: party).xml)
        let root = try XMLDocument.parse(Array(xml.utf8), limits: .metadata).root
        #expect(root.attribute("entityID") == party.entityID)
        let role = try #require(root.onlyChild(XMLName(Namespace.metadata, "SPSSODescriptor")))
        #expect(role.attribute("WantAssertionsSigned") == "true")
        #expect(role.attribute("AuthnRequestsSigned") == "false")
        let service = try #require(role.onlyChild(XMLName(Namespace.metadata, "AssertionConsumerService")))
        #expect(service.attribute("Location") == party.acsURL)
        #expect(service.attribute("index") == "0")
        #expect(service.attribute("isDefault") == "true")
    }
}
