public import Isolation
public import Policy
internal import SAML
public import Store

/// Reads metadata from where it is published, by the META rules. Documents are parsed in a confined process, one for each
/// (OPS-03): never in this one, which may be root's or the helper.
public struct MetadataReader: Sendable {
    var fetcher = MetadataFetcher()
    private let owners: Set<UInt32>
    private let canSignRequests: Bool
    private let workers: WorkerPool

    /// For this host.
    ///
    /// - Parameter worker: what is run for each document.
    public init(
        _ configuration: Configuration, worker: WorkerProgram = WorkerProgram(arguments: ["metadata-worker"])
    ) {
        owners = MetadataFile.owners(store: configuration.store)
        canSignRequests = configuration.signingKey != nil
        workers = WorkerPool(worker, atOnce: 1)
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
        return try await examine(xml, from: source, at: now, after: known)
    }

    /// The description in a document of a source.
    func examine(
        _ xml: [UInt8], from source: MetadataSource, at now: UnixTime, after known: UnixTime?
    ) async throws(MetadataFailure) -> FoundMetadata {
        let metadata: IdentityProviderMetadata
        let outcome = try await parse(xml, from: source)
        do throws(MetadataError) {
            metadata = try outcome.get()
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

    /// What came of reading a document in a process of its own. One that gives no whole answer has read nothing.
    private func parse(
        _ xml: [UInt8], from source: MetadataSource
    ) async throws(MetadataFailure) -> Result<IdentityProviderMetadata, MetadataError> {
        let request = MetadataRequest(entityID: source.entityID, certificates: source.certificates, xml: xml)
        guard let octets = request.encoded else {
            throw MetadataFailure(.meta01, "\(source.location): is longer than any that is looked at")
        }
        do throws(WorkerFailure) {
            if let answer = MetadataAnswer(encoded: try await workers.answer(to: octets), to: request) {
                return answer.outcome
            }
        } catch {
            throw MetadataFailure(.ops03, "\(source.location): \(error)")
        }
        throw MetadataFailure(
            .ops03, "\(source.location): the worker ended as it should, but its answer is none")
    }
}
