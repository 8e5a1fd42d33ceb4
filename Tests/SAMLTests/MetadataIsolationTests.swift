import Testing

@testable import SAML

struct MetadataIsolationTests {
    private static let request = MetadataRequest(
        entityID: MetadataFixture.entityID, certificates: [MetadataFixture.signer.certificateDER],
        xml: Array(MetadataFixture.signed(MetadataFixture.entity).utf8))

    private func answer(_ request: MetadataRequest = request) throws -> [UInt8] {
        let octets = try #require(request.encoded)
        return try #require(MetadataWorker().answer(to: octets))
    }

    private func read(_ request: MetadataRequest) throws -> Result<IdentityProviderMetadata, MetadataError> {
        let octets = try answer(request)
        return try #require(MetadataAnswer(encoded: octets, to: request)).outcome
    }

    /// The answer with one piece of its text replaced by another.
    private func bent(_ old: String, _ new: String) throws -> [UInt8] {
        let text = String(decoding: try answer(), as: UTF8.self)
        #expect(text.contains(old), "\(text)")
        return Array(text.replacingFirst(old, new).utf8)
    }

    @Test func `a request comes back as it was`() throws {
        var request = Self.request
        #expect(request.encoded.flatMap { MetadataRequest(encoded: $0) } == request)
        request = MetadataRequest(entityID: nil, certificates: [], xml: [])
        #expect(request.encoded.flatMap { MetadataRequest(encoded: $0) } == request)
    }

    @Test func `what is no whole request is none`() throws {
        let octets = try #require(Self.request.encoded)
        for count in [0, 3, 4, 100] { #expect(MetadataRequest(encoded: Array(octets.prefix(count))) == nil) }
        #expect(MetadataRequest(encoded: [0xFF, 0xFF, 0xFF, 0xFF] + octets.dropFirst(4)) == nil)
        #expect(MetadataWorker().answer(to: Array("nonsense".utf8)) == nil)
        var long = Self.request
        long.xml = [UInt8](repeating: 65, count: MetadataRequest.sizeLimit)
        #expect(long.encoded == nil)
    }

    @Test func `a description is answered with all that it says`() throws {
        let expected = try Self.request.read()
        let metadata = try read(Self.request).get()
        #expect("\(metadata)" == "\(expected)")
        #expect(metadata.cacheDuration == 21_600)
        #expect(metadata.nameIDFormats.count == 1)
    }

    @Test func `a broken document is answered with the rule that it breaks`() throws {
        var request = Self.request
        request.xml = Array(MetadataFixture.entity.utf8)
        let expected = try #require(throws: MetadataError.self) { try request.read() }
        #expect(throws: expected) { try read(request).get() }
        #expect(expected.code == .meta03)
    }

    @Test func `a pinned certificate that is none is no reason to believe anybody`() throws {
        var request = Self.request
        for certificates in [[[1, 2, 3]], request.certificates + [[1, 2, 3]]] as [[[UInt8]]] {
            request.certificates = certificates
            #expect { try read(request).get() } throws: { ($0 as? MetadataError)?.code == .meta03 }
        }
    }

    @Test func `what is not one whole answer is none`() throws {
        let octets = try answer()
        for bad in [
            [], Array(octets.dropLast()), Array(octets.prefix(octets.count / 2)), octets + octets,
            octets + [0], Array("{}".utf8), Array("null".utf8), [0xFF, 0xFE],
            Array(String(repeating: "[", count: 1_000_000).utf8),
        ] {
            #expect(MetadataAnswer(encoded: bad, to: Self.request) == nil)
        }
    }

    @Test func `an answer that is outside the bounds of metadata is none`() throws {
        let broken = "\"broken\":{\"code\":\"META-01\",\"expected\":\"\",\"found\":\"\"}"
        let url = "\"redirect\":\"https:\\/\\/idp.example.org\\/redirect\""
        for (old, new) in [
            ("{", "{" + broken + ","), (url, "\"redirect\":\"javascript:alert(1)\""), (url, "\"other\":1"),
            ("\"notAfter\":", "\"notAfter\":9999"), ("\"validUntil\":", "\"validUntil\":-9"),
            ("\"cacheDuration\":", "\"cacheDuration\":-"), ("\"der\":\"", "\"der\":\"*"),
            ("\"entityID\":\"", "\"entityID\":\"" + String(repeating: "a", count: 1024)),
        ] {
            #expect(MetadataAnswer(encoded: try bent(old, new), to: Self.request) == nil, "\(new)")
        }
        let other = "{" + broken.replacingFirst("META", "SIG") + "}"
        #expect(MetadataAnswer(encoded: Array(other.utf8), to: Self.request) == nil)
    }

    @Test func `a description of another entity is no answer`() throws {
        let octets = try answer()
        var other = Self.request
        other.entityID = "https://other.example.org/"
        #expect(MetadataAnswer(encoded: octets, to: other) == nil)
        other.entityID = nil
        #expect(MetadataAnswer(encoded: octets, to: other) != nil)
    }
}
