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

/// An identity provider that is trusted, with the keys that are pinned for it and for nobody else.
public struct TrustedIdentityProvider: Sendable {
    /// Its entity ID, which must be the `Issuer` of what it signs.
    public let entityID: String
    /// Its signing keys. Without one, every message is refused.
    public let signingKeys: [SigningKey]
    /// What it is granted beyond the rules.
    public let weaknesses: Set<Weakness>

    /// - Parameters:
    ///   - signingKeys: at most eight, tried in this order.
    ///   - weaknesses: what is tolerated of this identity provider alone.
    public init(entityID: String, signingKeys: [SigningKey], weaknesses: Set<Weakness> = []) {
        self.entityID = entityID
        self.signingKeys = signingKeys
        self.weaknesses = weaknesses
    }
}

/// What a response must answer.
public enum Correlation: Sendable, Equatable {
    /// The request with this ID, which was sent for this very login.
    case request(id: String)
    /// No request at all: the response must not claim to answer one.
    case unsolicited
}
