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
