/// This service provider, as identity providers know it.
public struct RelyingParty: Sendable, Equatable {
    /// The entity ID that assertions must name as their audience.
    public let entityID: String
    /// The assertion consumer service, the postback URL, byte for byte as the identity provider was told.
    public let acsURL: String
    /// The keys that assertions may be encrypted for. Without one, encrypted assertions are refused.
    public let decryptionKeys: [DecryptionKey]

    /// All values come from configuration, never from a request.
    /// - Parameter decryptionKeys: at most four, all of them tried; during a change of keys the new and the old one.
    public init(entityID: String, acsURL: String, decryptionKeys: [DecryptionKey] = []) {
        self.entityID = entityID
        self.acsURL = acsURL
        self.decryptionKeys = decryptionKeys
    }
}
