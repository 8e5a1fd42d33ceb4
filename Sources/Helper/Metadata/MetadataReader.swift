public import Policy
internal import SAML
public import Store

/// Reads metadata from where it is published, by the META rules.
public struct MetadataReader: Sendable {
    var fetcher = MetadataFetcher()
    private let owners: Set<UInt32>
    private let canSignRequests: Bool
    private let parsing = OwnThread(name: "metadata")

    /// For this host.
    public init(_ configuration: Configuration) {
        owners = MetadataFile.owners(store: configuration.store)
        canSignRequests = configuration.signingKey != nil
    }

    /// The description that a source gives.
    ///
    /// - Parameter known: until when the description in force is valid; an older one is refused (META-04).
    /// - Throws: the first META rule that the source, the document or the description breaks.
    public func read(
        _ source: MetadataSource, at now: UnixTime, after known: UnixTime? = nil
    ) async throws(MetadataFailure) -> FoundMetadata {
        let xml =
            source.location.contains("://")
            ? try await fetcher.fetch(source.location)
            : try MetadataFile.read(source.location, owners: owners)
        return try await parsing.run { () throws(MetadataFailure) in
            try examine(xml, from: source, at: now, after: known)
        }
    }

    /// The description in a document of a source.
    func examine(
        _ xml: [UInt8], from source: MetadataSource, at now: UnixTime, after known: UnixTime?
    ) throws(MetadataFailure) -> FoundMetadata {
        let metadata: IdentityProviderMetadata
        let keys = try Self.keys(of: source)
        do throws(MetadataError) {
            metadata = try IdentityProviderMetadata(xml: xml, entityID: source.entityID, signedBy: keys)
            try metadata.checkFreshness(at: now.seconds, after: known?.seconds)
        } catch {
            throw MetadataFailure(error, at: source.location)
        }
        guard let signInURL = metadata.singleSignOnURLs.redirect else {
            throw MetadataFailure(
                .meta08,
                "\(source.location): offers no sign-in by HTTP-Redirect, the only one Gatehouse begins")
        }
        guard !metadata.wantsSignedRequests || canSignRequests else {
            throw MetadataFailure(
                .meta06,
                "\(source.location): wants signed requests, and this host has no signing-key. Set one in gatehouse.conf, or switch that off there"
            )
        }
        return FoundMetadata(
            xml: xml,
            description: TrustedDescription(
                entityID: metadata.entityID, signInURL: signInURL, certificates: metadata.signingCertificates,
                wantsSignedRequests: metadata.wantsSignedRequests, validUntil: metadata.validUntil),
            cacheDuration: metadata.cacheDuration)
    }

    /// The pinned keys: all of them, since without any a document would count as one that nobody signs.
    private static func keys(of source: MetadataSource) throws(MetadataFailure) -> [SigningKey] {
        var keys: [SigningKey] = []
        for der in source.certificates {
            do throws(CertificateError) {
                keys.append(try SigningKey(certificateDER: der))
            } catch {
                throw MetadataFailure(.meta03, "a pinned metadata certificate cannot be used: \(error)")
            }
        }
        return keys
    }
}
