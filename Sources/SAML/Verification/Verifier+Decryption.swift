extension Verifier {
    /// What an encrypted assertion turned out to be. Empty when there is none, or it may not be or cannot be decrypted.
    struct DecryptedAssertion {
        /// The assertion for the checklist, whether or not anybody vouches for it.
        var root: XMLElement?
        /// The assertion from octets that a valid signature vouches for: its own, or that of the response around the
        /// ciphertext.
        var trusted: XMLElement?
        /// Whether a signature stands in the assertion.
        var isSigned = false
    }

    /// Judges the encryption, decrypts when every rule so far holds, and judges the plaintext as a document of its own
    /// with what `judge` does for all documents (SEE-06).
    func judgeEncryption(
        of message: EncryptedMessage, results: inout [RuleResult],
        judge: (XMLElement, inout [RuleResult]) -> DecryptedAssertion
    ) -> DecryptedAssertion {
        results.append(EncryptionRules.list, for: message)
        guard message.parts != nil else {
            results.append(DecryptionRules.list, for: .nothingEncrypted)
            return DecryptedAssertion()
        }
        guard !results.hasFailure else {
            results.append(DecryptionRules.list, for: nil)
            return DecryptedAssertion()
        }
        guard let plaintext = message.decrypt() else {
            results.append(DecryptionRules.list, for: .failed)
            return DecryptedAssertion()
        }
        var own: [RuleResult]
        var assertion = DecryptedAssertion()
        do throws(ParseRefusal) {
            let root = try XMLDocument.parse(plaintext, limits: .response).root
            own = ParsingRules.results(refusal: nil, isEncoded: false)
            assertion.root = root
        } catch {
            own = ParsingRules.results(refusal: Self.explain(error), isEncoded: false)
        }
        if let root = assertion.root, root.matches(AssertionName.assertion) {
            assertion = judge(root, &own)
            if !assertion.isSigned, message.isSigned, !own.hasFailure { assertion.trusted = root }
        }
        results.append(DecryptionRules.list, for: .decrypted(root: assertion.root, results: own))
        results.merge(decrypted: own)
        return assertion
    }

    /// Says what to do about the one mistake that well-meaning identity providers make.
    private static func explain(_ refusal: ParseRefusal) -> ParseRefusal {
        guard refusal.code == .parse06, refusal.found.contains("is not defined") else { return refusal }
        return ParseRefusal(
            .parse06,
            expected: "an assertion that declares every prefix it uses, as one encrypted on its own must "
                + "(pysaml2: encrypt_assertion_self_contained)",
            found: refusal.found)
    }
}
