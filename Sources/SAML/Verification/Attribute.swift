/// One attribute of a person. Its values are data: not names of accounts, not to be executed, not trusted for
/// their form.
public struct Attribute: Sendable, Hashable {
    /// The name to look it up by, together with ``nameFormat``.
    public let name: String
    /// What kind of name ``name`` is, a URI.
    public let nameFormat: String?
    /// A label for people. Never look up by it.
    public let friendlyName: String?
    /// The values in document order; an empty one is an empty string.
    public let values: [String]
}
