/// What came of decrypting an assertion: subject of the rules on the plaintext.
enum DecryptionOutcome {
    /// The message holds nothing encrypted.
    case nothingEncrypted
    /// For whatever reason.
    case failed
    /// Decrypted, and judged as a document of its own.
    /// - Parameters:
    ///   - root: the document's root; `nil` when it is no document.
    ///   - results: how the rules on documents and signatures came out for it.
    case decrypted(root: XMLElement?, results: [RuleResult])
}
