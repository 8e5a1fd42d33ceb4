/// What is taken over from an identity provider's metadata, so that two of them can be compared.
public struct TrustedDescription: Sendable, Equatable {
    /// Its entity ID.
    public let entityID: String
    /// Where requests go.
    public let signInURL: String
    /// Its signing certificates.
    public let certificates: [Certificate]
    /// Whether it asks for signed requests.
    public let wantsSignedRequests: Bool
    /// When the description stops being valid, seconds since 1970 UTC.
    public let validUntil: Int64?

    /// Takes the values as they are in force, or as they were read.
    public init(
        entityID: String, signInURL: String, certificates: [Certificate], wantsSignedRequests: Bool,
        validUntil: Int64?
    ) {
        self.entityID = entityID
        self.signInURL = signInURL
        self.certificates = certificates
        self.wantsSignedRequests = wantsSignedRequests
        self.validUntil = validUntil
    }
}
