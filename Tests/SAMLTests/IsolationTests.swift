import Testing

@testable import SAML

struct IsolationTests {
    private static let request = VerificationRequest(
        relyingParty: ResponseFixture.relyingParty, identityProvider: ResponseFixture.entityID,
        certificates: [TestKey.provider.certificateDER], correlation: .request(id: ResponseFixture.requestID),
        at: ResponseFixture.now,
        response: Array(Base64.encode(Array(ResponseFixture(.both).signed.utf8)).utf8))

    private func answer(_ request: VerificationRequest = request) throws -> [UInt8] {
        let octets = try #require(request.encoded)
        let worker = try VerificationWorker()
        return try #require(worker.answer(to: octets))
    }

    @Test func `a request comes back as it was`() throws {
        var request = Self.request
        #expect(request.encoded.flatMap { VerificationRequest(encoded: $0) } == request)
        request.weaknesses = Set(Weakness.allCases)
        request.expectations.emailDomains = ["example.com"]
        request.expectations.signedInAfter = -7
        request.correlation = .unsolicited
        request.skew = 299
        request.response = []
        #expect(request.encoded.flatMap { VerificationRequest(encoded: $0) } == request)
    }

    @Test func `what is no whole request is none`() throws {
        let octets = try #require(Self.request.encoded)
        for count in [0, 3, 4, 100] {
            #expect(VerificationRequest(encoded: Array(octets.prefix(count))) == nil)
        }
        #expect(VerificationRequest(encoded: [0xFF, 0xFF, 0xFF, 0xFF] + octets.dropFirst(4)) == nil)
        #expect(try VerificationWorker().answer(to: Array("nonsense".utf8)) == nil)
        var long = Self.request
        long.response = [UInt8](repeating: 65, count: VerificationRequest.sizeLimit)
        #expect(long.encoded == nil)
    }

    @Test func `an accepted response is answered with all that it says`() throws {
        let expected = try #require(Self.request.verify().assertion)
        let octets = try answer()
        let read = try #require(VerificationAnswer(encoded: octets, to: Self.request))
        #expect(read.reason == nil)
        let assertion = try #require(read.assertion)
        #expect("\(assertion)" == "\(expected)")
        #expect(assertion.attributes.count == 2)
    }

    @Test func `a refused response is answered with the rule that failed`() throws {
        var request = Self.request
        request.now += 3600
        let expected = try #require(request.verify().reason)
        let octets = try answer(request)
        let read = try #require(VerificationAnswer(encoded: octets, to: request))
        #expect(read.assertion == nil)
        #expect(read.reason == expected)
    }

    @Test func `certificates reach the verifier, and one that is none is no key`() throws {
        var request = Self.request
        request.certificates = [TestKey.stranger.certificateDER]
        #expect(VerificationAnswer(encoded: try answer(request), to: request)?.reason != nil)
        request.certificates = [[1, 2, 3]]
        #expect(VerificationAnswer(encoded: try answer(request), to: request)?.reason?.code == .sig01)
    }

    @Test func `an assertion that could be used for longer than any is none`() throws {
        let octets = try answer()
        var request = Self.request
        #expect(VerificationAnswer(encoded: octets, to: request)?.assertion != nil)
        request.now -= 1200
        #expect(VerificationAnswer(encoded: octets, to: request) == nil)
    }

    @Test func `what is not one whole answer is none`() throws {
        let octets = try answer()
        for bad in [
            [], Array(octets.dropLast()), Array(octets.prefix(octets.count / 2)), octets + octets,
            octets + [0],
            [0xFF, 0xFE], [UInt8](repeating: 0, count: 1_000_000), [UInt8](repeating: 0xFF, count: 1_000_000),
        ] {
            #expect(VerificationAnswer(encoded: bad, to: Self.request) == nil)
        }
    }

    @Test func `an answer with an assertion and a reason, or with neither, is none`() throws {
        let accepted = try answer()
        var request = Self.request
        request.now += 3600
        let refused = try answer(request)
        // An accepted one begins with no reason; a refused one ends with no warning and no assertion: eight octets each.
        let none = [UInt8](repeating: 0, count: 8)
        try #require(accepted.starts(with: none) && refused.suffix(16).elementsEqual(none + none))
        #expect(
            VerificationAnswer(encoded: refused.dropLast(16) + accepted.dropFirst(8), to: Self.request) == nil
        )
        #expect(VerificationAnswer(encoded: none + none + none, to: Self.request) == nil)
        #expect(VerificationAnswer(encoded: accepted, to: Self.request) != nil)
        #expect(VerificationAnswer(encoded: refused, to: Self.request) != nil)
    }

    @Test func `a list is read no further than the octets go`() throws {
        var octets: [UInt8] = []
        Int64.max.write(to: &octets)
        #expect(throws: Malformed.self) { try [UInt8](wholeOf: octets) }
        #expect(throws: Malformed.self) { try [String](wholeOf: octets + [0]) }
        #expect(throws: Malformed.self) { try String(wholeOf: [0xFF] + octets) }
        #expect(throws: Malformed.self) { try String(wholeOf: [0, 0, 0, 0, 0, 0, 0, 1, 0xFF]) }
    }

    @Test func `an assertion of another identity provider or for another request is no answer`() throws {
        let octets = try answer()
        var other = Self.request
        other.identityProvider = "https://other.example/"
        #expect(VerificationAnswer(encoded: octets, to: other) == nil)
        other = Self.request
        other.correlation = .request(id: "_other")
        #expect(VerificationAnswer(encoded: octets, to: other) == nil)
        other.correlation = .unsolicited
        #expect(VerificationAnswer(encoded: octets, to: other) == nil)
    }
}
