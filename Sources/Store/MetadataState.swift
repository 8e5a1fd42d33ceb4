public import Policy

/// How the identity provider's metadata is kept up to date.
public struct MetadataState: Hashable, Sendable {
    /// Where it comes from.
    public let source: MetadataSource
    /// After how many seconds the source wants to be asked again; nil when it says nothing.
    public let cacheDuration: Int64?
    /// When the source last gave a document that may be used.
    public let fetchedAt: UnixTime
    /// When the source was last asked, whatever came of it.
    public let triedAt: UnixTime
    /// How often in a row nothing usable came since ``fetchedAt``.
    public let failures: Int64
    /// Why nothing usable came the last time; empty when something did.
    public let failure: String
    /// What waits for a person's approval, or was rejected.
    public let proposal: ProposedMetadata?
}

extension Store {
    /// How the metadata of an organisation's identity provider is kept up to date; nil without one, or when nobody said where
    /// it comes from.
    public func metadataState(of organisation: Organisation.ID) throws(StoreError) -> MetadataState? {
        let row = try connection.prepare(
            """
            SELECT identity_provider_id, location, metadata_source.entity_id IS NOT NULL, metadata_source.entity_id,
                cache_duration, fetched_at, tried_at, failures, failure
            FROM metadata_source JOIN identity_provider ON identity_provider.id = identity_provider_id
            WHERE organisation_id = ?
            """, [.integer(organisation)])
        guard try row.step() else { return nil }
        let id = row.integer(0)
        let certificates = try connection.prepare(
            "SELECT der FROM metadata_certificate WHERE identity_provider_id = ? ORDER BY rowid",
            [.integer(id)]
        ).all { (row) throws(StoreError) in row.bytes(0) }
        return MetadataState(
            source: MetadataSource(
                location: row.string(1), entityID: row.integer(2) == 1 ? row.string(3) : nil,
                certificates: certificates),
            cacheDuration: row.optionalInteger(4), fetchedAt: row.time(5),
            triedAt: row.time(6), failures: row.integer(7), failure: row.string(8),
            proposal: try proposal(to: id))
    }

    private func proposal(to id: Int64) throws(StoreError) -> ProposedMetadata? {
        let row = try connection.prepare(
            "SELECT xml, found_at, difference, rejected FROM proposed_metadata WHERE identity_provider_id = ?",
            [.integer(id)])
        guard try row.step() else { return nil }
        return ProposedMetadata(
            xml: row.bytes(0), foundAt: row.time(1), difference: row.string(2),
            isRejected: row.integer(3) == 1)
    }
}
