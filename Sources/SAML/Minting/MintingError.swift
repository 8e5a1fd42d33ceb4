/// Why a test response cannot be made.
public enum MintingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The key cannot sign with this algorithm.
    case unfittingKey(SignatureAlgorithm)
    /// The certificate's key cannot be encrypted for.
    case unfittingRecipient
    /// OpenSSL makes no key, or runs out of memory.
    case openSSL
    /// The rule is about something that no response can break, or nothing breaks it alone.
    case unbreakable(RuleCode)
    /// The rule is about something that the response does not have.
    case inapplicable(RuleCode)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unfittingKey(let algorithm): "the key is of another kind than \(algorithm.name) needs"
        case .unfittingRecipient: "the certificate to encrypt for has no RSA key"
        case .openSSL: "OpenSSL cannot make a key or a signature"
        case .unbreakable(let code):
            "there is no response that breaks \(code.rawValue) alone. See --list-breaks"
        case .inapplicable(let code):
            "\(code.rawValue) is about something that this response does not have: a signature, a request that it answers, "
                + "an assertion in plain or an encrypted one"
        }
    }
}
