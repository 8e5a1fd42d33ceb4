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
            octets + [0], Array(octets.dropLast()) + [2], [0xFF, 0xFE], [UInt8](repeating: 0, count: 1_000_000),
            [UInt8](repeating: 0xFF, count: 1_000_000),
        ] {
            #expect(MetadataAnswer(encoded: bad, to: Self.request) == nil)
        }
    }

    /// The answer with the octets of one value replaced by those of another.
    private func bent<Value: Carried>(_ old: Value, _ new: Value) throws -> [UInt8] {
        var octets = try answer()
        octets.replace(Self.octets(old), with: Self.octets(new), maxReplacements: 1)
        return octets
    }

    private static func octets(_ value: some Carried) -> [UInt8] {
        var octets: [UInt8] = []
        value.write(to: &octets)
        return octets
    }

    @Test func `an answer that is outside the bounds of metadata is none`() throws {
        let (metadata, anybody) = (
            try Self.request.read(), MetadataRequest(entityID: nil, certificates: [], xml: [])
        )
        func isTaken<Value: Carried>(_ old: Value, _ new: Value) throws -> Bool {
            MetadataAnswer(encoded: try bent(old, new), to: anybody) != nil
        }
        let id = metadata.entityID
        #expect(try isTaken(id, String(repeating: "a", count: 1024)))
        #expect(try !isTaken(id, String(repeating: "a", count: 1025)))
        #expect(try !isTaken(id, ""))
        let url = metadata.singleSignOnURLs.redirect
        #expect(try isTaken(url, "https://other.example.org/"))
        #expect(try !isTaken(url, "javascript:alert(1)"))
        #expect(try !isTaken(url, nil))
        let certificates = metadata.signingCertificates
        #expect(try isTaken(certificates, Array(repeating: certificates[0], count: 8)))
        #expect(try !isTaken(certificates, Array(repeating: certificates[0], count: 9)))
        #expect(try !isTaken(certificates, []))
        let latest: Int64 = 253_402_300_799
        #expect(try isTaken(certificates[0].notAfter, latest))
        #expect(try !isTaken(certificates[0].notAfter, latest + 1))
        #expect(try isTaken(metadata.validUntil, -62_167_219_200))
        #expect(try !isTaken(metadata.validUntil, -62_167_219_201))
        #expect(try isTaken(metadata.cacheDuration, 0))
        #expect(try !isTaken(metadata.cacheDuration, -1))
    }

    @Test func `an answer with a description and a broken rule, or with neither, is none`() throws {
        let broken = Self.octets(MetadataError?(MetadataError(.meta01, expected: "", found: "")))
        let none = [UInt8](repeating: 0, count: 8)
        let accepted = try answer()
        try #require(accepted.starts(with: none))
        #expect(MetadataAnswer(encoded: broken + none, to: Self.request) != nil)
        #expect(MetadataAnswer(encoded: broken + accepted.dropFirst(8), to: Self.request) == nil)
        #expect(MetadataAnswer(encoded: none + none, to: Self.request) == nil)
    }

    @Test func `a rule that is not about metadata is no answer`() {
        let octets = MetadataAnswer.encode(.failure(MetadataError(.sig01, expected: "", found: "")))
        #expect(MetadataAnswer(encoded: octets, to: Self.request) == nil)
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
