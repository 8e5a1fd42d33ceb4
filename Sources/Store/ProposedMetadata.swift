public import Policy

/// A description from a source that cannot prove itself, which a person has to approve (META-10).
public struct ProposedMetadata: Hashable, Sendable {
    /// The document as it was found.
    public let xml: [UInt8]
    /// When it was found.
    public let foundAt: UnixTime
    /// What it would change of whom this host believes, in lines divided by newlines.
    public let difference: String
    /// Somebody looked at it and said no: it is not proposed again.
    public let isRejected: Bool

    /// A proposal that nobody has looked at.
    public init(xml: [UInt8], foundAt: UnixTime, difference: String) {
        self.init(xml: xml, foundAt: foundAt, difference: difference, isRejected: false)
    }

    init(xml: [UInt8], foundAt: UnixTime, difference: String, isRejected: Bool) {
        self.xml = xml
        self.foundAt = foundAt
        self.difference = difference
        self.isRejected = isRejected
    }
}
