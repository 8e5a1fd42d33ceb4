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

    /// Verifies with OpenSSL's own reading of the certificate; ECDSA values are put back into DER.
    private func isSigned(
        _ octets: [UInt8], _ signature: [UInt8], _ algorithm: SignatureAlgorithm, by certificate: Certificate
    ) throws
        -> Bool
    {
        var value = signature
        if algorithm.scheme == .ecdsa {
            let pair = ECDSA_SIG_new()
            defer { ECDSA_SIG_free(pair) }
            let half = signature.count / 2
            ECDSA_SIG_set0(
                pair, BN_bin2bn(Array(signature[..<half]), Int32(half), nil),
                BN_bin2bn(Array(signature[half...]), Int32(half), nil))
            var der: UnsafeMutablePointer<UInt8>?
            let count = i2d_ECDSA_SIG(pair, &der)
            defer { CRYPTO_free(der, "", 0) }
            value = Array(UnsafeBufferPointer(start: der, count: Int(count)))
        }
        let key = try X509Handle(der: certificate.der).publicKey()
        defer { EVP_PKEY_free(key) }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        #expect(EVP_DigestVerifyInit(context, &parameters, algorithm.digest.method, nil, key) == 1)
        if algorithm.scheme == .pss { EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) }
        return EVP_DigestVerify(context, value, value.count, octets, octets.count) == 1
    }

    @Test(arguments: TestIdentity.KeyKind.allCases)
    func redirectIsSignedOverTheOctetsThatAreSent(kind: TestIdentity.KeyKind) throws {
        let identity = try TestIdentity(kind, at: 1_795_176_000)
        let key = try PrivateKey(pem: identity.pem)
        let url = try request.redirectURL(relayState: "a b&c=d/+é", signedBy: key)
        let items = try #require(URLComponents(string: url)?.queryItems)
        #expect(items.map(\.name) == ["tenant", "b", "SAMLRequest", "RelayState", "SigAlg", "Signature"])
        #expect(items[4].value == key.signatureAlgorithm.rawValue)
        let begin = try #require(url.firstRange(of: "SAMLRequest=")).lowerBound
        let end = try #require(url.firstRange(of: "&Signature=")).lowerBound
        let signature = try #require(items[5].value.flatMap { Base64.decode($0) })
        let octets = Array(url[begin..<end].utf8)
        #expect(try isSigned(octets, signature, key.signatureAlgorithm, by: identity.certificate))
        #expect(try !isSigned(octets + [0x26], signature, key.signatureAlgorithm, by: identity.certificate))
        #expect(try url.hasPrefix(request.redirectURL(relayState: "a b&c=d/+é") + "&SigAlg="))
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func everyAlgorithmSignsWithItsKindOfKeyOnly(algorithm: SignatureAlgorithm) throws {
        let octets = Array("octets".utf8)
        for kind in [TestIdentity.KeyKind.rsa, .p521] {
            let identity = try TestIdentity(kind, at: 1_795_176_000)
            let signature = try PrivateKey(pem: identity.pem).signature(over: octets, by: algorithm)
            #expect((signature != nil) == ((algorithm.scheme == .ecdsa) == (kind == .p521)))
            if let signature { #expect(try isSigned(octets, signature, algorithm, by: identity.certificate)) }
        }
    }

    @Test func serviceProviderMetadataTellsKeysByUse() throws {
        let certificates = try (0..<3).map { _ in try TestIdentity(.rsa, at: 1_795_176_000).certificate }
        let metadata = ServiceProviderMetadata(
            relyingParty: RelyingParty(
                entityID: "https://sp.example.org/", acsURL: "https://sp.example.org/acs"),
            signingCertificate: certificates[0], encryptionCertificates: Array(certificates[1...]))
        let root = try XMLDocument.parse(Array(metadata.xml.utf8), limits: .metadata).root
        let role = try #require(root.onlyChild(XMLName(Namespace.metadata, "SPSSODescriptor")))
        #expect(role.attribute("AuthnRequestsSigned") == "true")
        let keys = role.children(MetadataName.keyDescriptor)
        #expect(keys.map { $0.attribute("use") } == ["signing", "encryption", "encryption"])
        let written = keys.map {
            $0.onlyChild(SignatureName.keyInfo)?.onlyChild(SignatureName.x509Data)?
                .onlyChild(SignatureName.x509Certificate)?.content.value
        }
        #expect(written == certificates.map { Base64.encode($0.der) })
        let methods = keys.map {
            $0.children(XMLName(Namespace.metadata, "EncryptionMethod")).compactMap {
                $0.attribute("Algorithm")
            }
        }
        #expect(methods[0].isEmpty)
        #expect(methods[1] == methods[2])
        #expect(methods[1].contains("http://www.w3.org/2009/xmlenc11#aes256-gcm"))
        #expect(methods[1].contains("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"))
        #expect(!methods[1].contains { $0.contains("cbc") || $0.contains("rsa-1_5") })
        #expect(role.children.last?.matches(XMLName(Namespace.metadata, "AssertionConsumerService")) == true)
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
