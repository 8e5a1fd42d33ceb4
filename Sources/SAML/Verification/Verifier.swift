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
        let limit = DocumentLimits.response.size / 2 * 3
        guard base64.count <= limit else {
            let refusal = ParseRefusal(
                .parse01, expected: "at most \(limit) octets of base64", found: "\(base64.count)")
            return refused(refusal, isEncoded: true)
        }
        guard let xml = Base64.decode(base64) else {
            let refusal = ParseRefusal(.parse02, expected: "base64", found: "something else")
            return refused(refusal, isEncoded: true)
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

    private func refused(_ refusal: ParseRefusal, isEncoded: Bool) -> Verification {
        var results = ParsingRules.results(refusal: refusal, isEncoded: isEncoded)
        results.append(KeyRules.list, for: nil)
        results.append(CoverageRules.list, for: nil)
        results.append(SignatureRules.structure, for: nil)
        results.append(SignatureRules.outcome, for: nil)
        results.append(EncryptionRules.list, for: nil)
        results.append(DecryptionRules.list, for: nil)
        results.append(CoverageRules.coverage, for: nil)
        appendMessage(to: &results, facts: nil, assertion: nil)
        return Verification(results: results) { nil }
    }

    private func verify(
        xml: [UInt8], isEncoded: Bool, correlation: Correlation, at now: Int64
    ) -> Verification {
        let posted: XMLDocument
        do throws(ParseRefusal) {
            posted = try XMLDocument.parse(xml, limits: .response)
        } catch {
            return refused(error, isEncoded: isEncoded)
        }
        var results = ParsingRules.results(refusal: nil, isEncoded: isEncoded)
        let weaknesses = identityProvider.weaknesses
        let keys = KeyFacts(
            entityID: identityProvider.entityID, keys: identityProvider.signingKeys, now: now,
            weaknesses: weaknesses)
        results.append(KeyRules.list, for: keys)
        let placement = AssertionPlacement(response: posted.root)
        results.append(CoverageRules.list, for: placement)
        let scene = SignatureScene(
            response: posted.root, assertion: placement.only, keys: keys.usable, weaknesses: weaknesses)
        let message = judgeSignatures(of: scene, results: &results)

        let response = message.response ?? posted.root
        let encrypted = EncryptedMessage(
            parts: (message.response == nil ? placement.onlyEncrypted : message.encrypted).map(
                EncryptedParts.init),
            isSigned: message.response != nil, keys: relyingParty.decryptionKeys,
            weaknesses: identityProvider.weaknesses)
        let decrypted = judgeEncryption(of: encrypted, results: &results) { root, results in
            results.append(CoverageRules.list, for: AssertionPlacement(assertion: root))
            let scene = SignatureScene(
                response: root, assertion: root, keys: keys.usable, weaknesses: weaknesses)
            let message = judgeSignatures(of: scene, results: &results)
            return DecryptedAssertion(
                root: root, trusted: message.assertion, isSigned: scene.ofAssertion != nil)
        }
        let coverage = AssertionCoverage(
            hasAssertion: (placement.only ?? decrypted.root) != nil, isEncrypted: encrypted.parts != nil,
            isResponseSigned: scene.ofResponse != nil,
            isAssertionSigned: scene.ofAssertion != nil || decrypted.isSigned)
        results.append(CoverageRules.coverage, for: coverage)

        let facts = MessageFacts(
            response: ResponseReading(response), isResponseSigned: scene.ofResponse != nil,
            relyingParty: relyingParty, identityProvider: identityProvider, expectations: expectations,
            correlation: correlation, skew: skew, now: now)
        // Without a valid signature the posted assertion is still judged, for the checklist; never accepted.
        let trusted = message.assertion ?? decrypted.trusted
        let assertion = (trusted ?? placement.only ?? decrypted.root).map {
            AssertionFacts(message: facts, assertion: AssertionReading($0))
        }
        appendMessage(to: &results, facts: facts, assertion: assertion)
        return Verification(results: results) {
            trusted == nil ? nil : assertion.flatMap { VerifiedAssertion($0) }
        }
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

    private func appendMessage(
        to results: inout [RuleResult], facts: MessageFacts?, assertion: AssertionFacts?
    ) {
        MessageRules.judge(facts, assertion, into: &results)
    }
}
