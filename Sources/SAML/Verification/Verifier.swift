/// Verifies responses of one identity provider for one service provider (SAML 2.0 Web Browser SSO,
/// HTTP-POST).
///
/// Keeps nothing between calls and may be used by several threads at once. It consults no clock, no store and
/// no network. Replay is the caller's to prevent, with the IDs of the ``VerifiedAssertion``.
public struct Verifier: Sendable {
    private let relyingParty: RelyingParty
    private let identityProvider: TrustedIdentityProvider
    private let expectations: Expectations
    private let skew: Int64
    private let secondOpinion: Bool

    /// - Parameters:
    ///   - expectations: what is asked beyond the rules.
    ///   - skew: seconds by which the two clocks may differ, 0 to 300. Outside of that, everything is refused.
    ///   - secondOpinion: whether xmlsec must come to the same octets and the same verdict about every signature whose
    ///     algorithms it knows.
    public init(
        relyingParty: RelyingParty, identityProvider: TrustedIdentityProvider,
        expectations: Expectations = Expectations(), skew: Int64 = 60, secondOpinion: Bool = true
    ) {
        self.relyingParty = relyingParty
        self.identityProvider = identityProvider
        self.expectations = expectations
        self.skew = skew
        self.secondOpinion = secondOpinion
    }

    /// Verifies the value of a posted `SAMLResponse` field.
    /// - Parameters:
    ///   - base64: the field's value after form decoding, at most 384 KiB.
    ///   - correlation: what the response must answer.
    ///   - now: seconds since 1970 UTC.
    public func verify(base64: [UInt8], correlation: Correlation, at now: Int64) -> Verification {
        let xml: [UInt8]
        do throws(ParseRefusal) {
            xml = try PostedField.document(in: base64)
        } catch {
            return refused(error, isEncoded: true)
        }
        return verify(xml: xml, isEncoded: true, correlation: correlation, at: now)
    }

    /// Verifies a response given as XML.
    /// - Parameters:
    ///   - xml: the document, at most 256 KiB of UTF-8.
    ///   - correlation: what the response must answer.
    ///   - now: seconds since 1970 UTC.
    public func verify(xml: [UInt8], correlation: Correlation, at now: Int64) -> Verification {
        verify(xml: xml, isEncoded: false, correlation: correlation, at: now)
    }

    /// One verification from begin to end. Every rule gets its line, whatever failed before it.
    private func verify(
        xml: [UInt8], isEncoded: Bool, correlation: Correlation, at now: Int64
    ) -> Verification {
        // 1. The document: bounded, strict, and read once.
        let posted: XMLDocument
        do throws(ParseRefusal) {
            posted = try XMLDocument.parse(xml, limits: .response)
        } catch {
            return refused(error, isEncoded: isEncoded)
        }
        var results = ParsingRules.results(refusal: nil, isEncoded: isEncoded)

        // 2. The pinned keys, and where the assertion stands.
        let weaknesses = identityProvider.weaknesses
        let keys = KeyFacts(
            entityID: identityProvider.entityID, keys: identityProvider.signingKeys, now: now,
            weaknesses: weaknesses)
        results.append(KeyRules.list, for: keys)
        let placement = AssertionPlacement(response: posted.root)
        results.append(CoverageRules.list, for: placement)

        // 3. The signatures. What they vouch for is read from the signed octets.
        let scene = SignatureScene(
            response: posted.root, assertion: placement.only, keys: keys.usable, weaknesses: weaknesses)
        let signed = judgeSignatures(of: scene, results: &results)
        let response = signed.response ?? posted.root

        // 4. The encryption. What is decrypted is judged as a document of its own.
        let encrypted = EncryptedMessage(
            parts: (signed.response == nil ? placement.onlyEncrypted : signed.encrypted).map(
                EncryptedParts.init),
            isSigned: signed.response != nil, keys: relyingParty.decryptionKeys,
            weaknesses: weaknesses)
        let decrypted = judgeEncryption(of: encrypted, results: &results) { root, results in
            results.append(CoverageRules.list, for: AssertionPlacement(assertion: root))
            let scene = SignatureScene(
                response: root, assertion: root, keys: keys.usable, weaknesses: weaknesses)
            let signed = judgeSignatures(of: scene, results: &results)
            return DecryptedAssertion(
                root: root, trusted: signed.assertion, isSigned: scene.ofAssertion != nil)
        }

        // 5. Who vouches for the assertion.
        let coverage = AssertionCoverage(
            hasAssertion: (placement.only ?? decrypted.root) != nil, isEncrypted: encrypted.parts != nil,
            isResponseSigned: scene.ofResponse != nil,
            isAssertionSigned: scene.ofAssertion != nil || decrypted.isSigned)
        results.append(CoverageRules.coverage, for: coverage)

        // 6. What the message says, held against what is expected of it.
        let facts = MessageFacts(
            response: ResponseReading(response), isResponseSigned: scene.ofResponse != nil,
            relyingParty: relyingParty, identityProvider: identityProvider, expectations: expectations,
            correlation: correlation, skew: skew, now: now)
        // Without a valid signature the posted assertion is still judged, for the checklist; never accepted.
        let trusted = signed.assertion ?? decrypted.trusted
        let assertion = (trusted ?? placement.only ?? decrypted.root).map {
            AssertionFacts(message: facts, assertion: AssertionReading($0))
        }
        MessageRules.judge(facts, assertion, into: &results)
        return Verification(results: results) {
            trusted == nil ? nil : assertion.flatMap { VerifiedAssertion($0) }
        }
    }

    /// The checklist of what is no document: nothing after the PARSE family is reached.
    private func refused(_ refusal: ParseRefusal, isEncoded: Bool) -> Verification {
        var results = ParsingRules.results(refusal: refusal, isEncoded: isEncoded)
        results.append(KeyRules.list, for: nil)
        results.append(CoverageRules.list, for: nil)
        results.append(SignatureRules.structure, for: nil)
        results.append(SignatureRules.outcome, for: nil)
        results.append(EncryptionRules.list, for: nil)
        results.append(DecryptionRules.list, for: nil)
        results.append(CoverageRules.coverage, for: nil)
        MessageRules.judge(nil, nil, into: &results)
        return Verification(results: results) { nil }
    }

    /// The parts of a message that a valid signature vouches for, as read from the signed octets.
    private struct SignedMessage {
        var response: XMLElement?
        var assertion: XMLElement?
        var encrypted: XMLElement?
    }

    /// Judges all signatures. What it returns is empty unless every rule so far holds.
    private func judgeSignatures(of scene: SignatureScene, results: inout [RuleResult]) -> SignedMessage {
        results.append(SignatureRules.structure, for: scene)
        guard !results.hasFailure else {
            results.append(SignatureRules.outcome, for: nil)
            return SignedMessage()
        }
        var contents: [SignedContent] = []
        var failures: [SignatureFailure] = []
        for entry in scene.entries {
            let outcome = SignedContent.verify(
                entry, keys: scene.keys, limits: .response, weaknesses: scene.weaknesses,
                secondOpinion: secondOpinion)
            switch outcome {
            case .success(let content): contents.append(content)
            case .failure(let failure): failures.append(failure)
            }
        }
        results.append(SignatureRules.outcome, for: SignatureOutcomes(contents: contents, failures: failures))
        guard !results.hasFailure else { return SignedMessage() }

        // The signed response holds the assertion, too; otherwise the assertion was signed on its own.
        if let response = contents.map(\.document.root).first(where: { $0.matches(ProtocolName.response) }) {
            let placement = AssertionPlacement(response: response)
            return SignedMessage(
                response: response, assertion: placement.only, encrypted: placement.onlyEncrypted)
        }
        let root = contents.map(\.document.root).first { $0.matches(AssertionName.assertion) }
        return SignedMessage(assertion: root)
    }
}
