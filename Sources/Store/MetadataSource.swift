/// Where an identity provider's metadata comes from, and who must have signed it.
public struct MetadataSource: Hashable, Sendable {
    /// Absolute path of a file, or an https URL.
    public let location: String
    /// The entity to take out of the document; nil when it has to hold exactly one identity provider.
    public let entityID: String?
    /// Certificates, DER, with one of whose keys the document has to be signed; empty for a document that nobody signs.
    public let certificates: [[UInt8]]

    /// Whether changes of keys prove themselves: the document is signed with a pinned key.
    public var isSigned: Bool { !certificates.isEmpty }

    /// Takes the source as the administrator named it.
    public init(location: String, entityID: String?, certificates: [[UInt8]]) {
        self.location = location
        self.entityID = entityID
        self.certificates = certificates
    }
}
