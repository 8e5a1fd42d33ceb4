/// A person's name as the identity provider gives it. The same text in another format is another name.
public struct NameID: Sendable, Hashable {
    /// The name: not blank, at most 256 visible characters in NFC.
    public let value: String
    /// What kind of name it is, a URI.
    public let format: String?
    /// The identity provider in whose space the name lives.
    public let nameQualifier: String?
    /// The service provider for which the name was made.
    public let spNameQualifier: String?

    /// Whether its format says that it is an e-mail address.
    public var isEmailAddress: Bool { format.map { sameBytes($0, NameIDFormat.emailAddress) } ?? false }
}
