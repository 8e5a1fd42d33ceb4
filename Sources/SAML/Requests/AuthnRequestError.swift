/// Why a request cannot be sent.
public enum AuthnRequestError: Error, Equatable, Sendable, CustomStringConvertible {
    /// RelayState has more octets than the 80 that SAML Bindings 3.4.3 allows.
    case relayStateTooLong(count: Int)
    /// The destination is not a URL that a browser may be sent to.
    case unusableDestination(String)
    /// The key makes no signature.
    case signing

    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .relayStateTooLong(let count): "RelayState has \(count) octets, 80 are allowed"
        case .unusableDestination(let why): "the single sign-on URL cannot be used: \(why)"
        case .signing: "the request cannot be signed with the configured key"
        }
    }
}
