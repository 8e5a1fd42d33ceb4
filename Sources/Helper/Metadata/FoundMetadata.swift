public import Policy
public import SAML
public import Store

/// A description that was read, may be used on this host, and is not in force yet.
public struct FoundMetadata: Sendable {
    /// The document.
    public let xml: [UInt8]
    /// What is taken from it.
    public let description: TrustedDescription
    /// After how many seconds the source wants to be asked again.
    public let cacheDuration: Int64?

    /// The identity provider as it describes itself.
    ///
    /// - Parameter changedAt: since when it counts as configured like this; it is proven by a sign-in after that.
    public func provider(
        name: String, changedAt: UnixTime, weaknesses: [String] = [], weaknessesUntil: UnixTime? = nil
    ) -> IdentityProvider {
        IdentityProvider(
            name: name, entityID: description.entityID, signInURL: description.signInURL,
            certificates: description.certificates.map {
                .init(
                    der: $0.der,
                    validity: .init(
                        notBefore: UnixTime(seconds: $0.notBefore), notAfter: UnixTime(seconds: $0.notAfter)))
            },
            changedAt: changedAt, validUntil: description.validUntil.map { UnixTime(seconds: $0) },
            wantsSignedRequests: description.wantsSignedRequests, weaknesses: weaknesses,
            weaknessesUntil: weaknessesUntil)
    }
}

extension TrustedDescription {
    /// What is in force. A certificate in the store that cannot be read is left out, and shows as added by what replaces it.
    init(_ provider: IdentityProvider) {
        self.init(
            entityID: provider.entityID, signInURL: provider.signInURL,
            certificates: provider.certificates.compactMap { try? Certificate(der: $0.der) },
            wantsSignedRequests: provider.wantsSignedRequests, validUntil: provider.validUntil?.seconds)
    }
}
