import Testing

@testable import SAML

/// What the stages of a verification refuse by themselves, though an earlier rule would have refused it already.
@Suite struct SignatureStageTests {
    private func outcome(_ xml: String, _ change: (inout SignatureScene.Entry) -> Void = { _ in }) throws
        -> [RuleCode]
    {
        let scene = try ResponseFixture.scene(xml)
        var entry = try #require(scene.entries.first)
        change(&entry)
        return failed(SignedContent.verify(entry, keys: scene.keys, limits: .response))
    }

    /// The rules that fail for one signature's outcome.
    private func failed(_ result: Result<SignedContent, SignatureFailure>) -> [RuleCode] {
        var results: [RuleResult] = []
        switch result {
        case .success(let content):
            results.append(SignatureRules.outcome, for: SignatureOutcomes(contents: [content], failures: []))
        case .failure(let failure):
            results.append(SignatureRules.outcome, for: SignatureOutcomes(contents: [], failures: [failure]))
        }
        return results.filter { $0.status == .fail && $0.code != .see05 }.map(\.code)
    }

    @Test func whatHoldsPasses() throws {
        #expect(try outcome(ResponseFixture().signed) == [])
    }

    @Test(arguments: ["#_response", "#_nobody", "#", "", "#xpointer(/)"])
    func referenceMustLeadToTheParent(uri: String) throws {
        let xml = ResponseFixture().signed.replacingFirst("URI=\"#_assertion\"", "URI=\"\(uri)\"")
        #expect(try outcome(xml) == [.sig07])
    }

    /// The ID is compared as bytes: another spelling of the same characters is another ID.
    @Test func composedIDIsNotADecomposedOne() throws {
        let fixture = ResponseFixture().replacing("ID=\"_assertion\"", "ID=\"_\u{E9}\"")
            .replacing("URI=\"#_assertion\"", "URI=\"#_\u{E9}\"")
        #expect(fixture.verify().reason == nil)
        let xml = fixture.signed.replacingFirst("URI=\"#_\u{E9}\"", "URI=\"#_e\u{301}\"")
        #expect(try outcome(xml) == [.sig07])
        #expect(ResponseFixture.verify(xml).reason?.code == .sig06)
    }

    /// The reader takes a posted `SignedInfo` for another one than was signed.
    @Test func onlyTheSignedOctetsOfSignedInfoAreBelieved() throws {
        let other = ResponseFixture().replacing("alice-7f3a", "mallory").signed
        let claimed = try #require(ResponseFixture.scene(other).entries.first?.parts)
        #expect(try outcome(ResponseFixture().signed) { $0.parts = claimed } == [.sig17])
    }

    @Test func signedOctetsThatAreNoSignedInfoAreRefused() throws {
        let scene = try ResponseFixture.scene(ResponseFixture().signed)
        let parts = try #require(scene.entries.first?.parts)
        let posted = try #require(SignedInfo(parts, weaknesses: []))
        for octets in ["<a/>", "<SignedInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>"] {
            #expect(throws: SignatureFailure.self) {
                try SignedContent.signedInfo(
                    in: Array(octets.utf8), posted: posted, limits: .response, weaknesses: [])
            }
        }
    }

    /// An element that canonicalisation cannot write leaves nothing to digest.
    @Test func failedCanonicalisationIsFatal() throws {
        #expect(failed(.failure(.noOctets)) == [.sig11])
        let scene = try ResponseFixture.scene(ResponseFixture().signed)
        let assertion = try #require(scene.assertion)
        for isExclusive in [true, false] {
            let canonical = Canonicalization(isExclusive: isExclusive)
            #expect(canonical.octets(of: assertion)?.isEmpty == false)
            #expect(canonical.octets(of: assertion, without: assertion) == nil)
        }
    }

    @Test func digestOfNothingIsNoDigest() throws {
        let nothing = Base64.encode(DigestAlgorithm.sha256.digest(of: []))
        let xml = ResponseFixture().signed
        let value = xml.slice(from: "<ds:DigestValue>", through: "</ds:DigestValue>")
        let changed = xml.replacingFirst(value, "<ds:DigestValue>\(nothing)</ds:DigestValue>")
        #expect(try outcome(changed) == [.sig16])
    }

    @Test func secondOpinionMustAgree() throws {
        let xml = ResponseFixture().signed
        let scene = try ResponseFixture.scene(xml, keys: [.provider, .stranger])
        let entry = try #require(scene.entries.first)
        let signed = try #require(entry.parts.flatMap { SignedInfo($0, weaknesses: []) })
        let info = try #require(entry.signature.onlyChild(SignatureName.signedInfo))
        let signedOctets = try #require(signed.canonicalization.octets(of: info))
        let content = try #require(signed.transform.octets(of: entry.target, without: entry.signature))
        func agrees(_ signedOctets: [UInt8], _ content: [UInt8], _ key: SigningKey) throws -> Bool {
            let entry = try #require(try ResponseFixture.scene(xml).entries.first)
            do {
                try SignedContent.confirm(
                    entry, signed, signedOctets: signedOctets, content: content, key: key)
                return true
            } catch {
                #expect(failed(.failure(error)) == [.sig16])
                return false
            }
        }
        #expect(try agrees(signedOctets, content, scene.keys[0]))
        #expect(try !agrees(signedOctets, content, scene.keys[1]))
        #expect(try !agrees(signedOctets + [0x20], content, scene.keys[0]))
        #expect(try !agrees(signedOctets, Array(content.dropLast()), scene.keys[0]))
    }

    @Test(arguments: [
        (SignatureAlgorithm.rsaSHA256, true, true), (.rsaSHA256, false, false), (.pssSHA256, true, true),
    ])
    func contentTellsWhetherItWasConfirmed(algorithm: SignatureAlgorithm, asked: Bool, confirmed: Bool) throws
    {
        let scene = try ResponseFixture.scene(ResponseFixture().using(algorithm).signed)
        let entry = try #require(scene.entries.first)
        let result = SignedContent.verify(entry, keys: scene.keys, limits: .response, secondOpinion: asked)
        #expect(try result.get().isConfirmed == confirmed)
    }

    /// A signature over any root, as metadata has it.
    @Test func rootNeedNotBeAResponse() throws {
        let template = ResponseFixture.template(for: "_m")
        let xml = TestKey.provider.sign("<a:b xmlns:a=\"u:a\" ID=\"_m\">\(template)<a:c/></a:b>")
        let scene = try ResponseFixture.scene(xml)
        var results: [RuleResult] = []
        results.append(SignatureRules.structure, for: scene)
        #expect(!results.hasFailure)
        let entry = try #require(scene.ofResponse)
        let content = try SignedContent.verify(entry, keys: scene.keys, limits: .metadata).get()
        #expect(content.document.root.displayName == "b")
        #expect(content.document.root.children.map(\.displayName) == ["c"])
    }
}
