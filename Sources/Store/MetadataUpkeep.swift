public import Policy

/// Changes of how metadata is kept up to date. Call all of them inside ``Store/transaction(_:)``; without an identity provider
/// of the organisation they throw ``StoreError/conflict``.
extension Store {
    /// Remembers where the metadata of the identity provider comes from, read a moment ago.
    public func setMetadataSource(
        _ source: MetadataSource, of organisation: Organisation.ID, cacheDuration: Int64?, at now: UnixTime
    ) throws(StoreError) {
        let id = try identityProviderKey(of: organisation)
        try connection.run("DELETE FROM metadata_source WHERE identity_provider_id = ?", [.integer(id)])
        try connection.run(
            """
            INSERT INTO metadata_source
                (identity_provider_id, location, entity_id, cache_duration, fetched_at, tried_at, failures, failure)
            VALUES (?, ?, ?, ?, ?, ?, 0, '')
            """,
            [
                .integer(id), .string(source.location), source.entityID.map { .string($0) } ?? .null,
                .optional(cacheDuration), .time(now), .time(now),
            ])
        for der in source.certificates {
            try connection.run(
                "INSERT INTO metadata_certificate (identity_provider_id, der) VALUES (?, ?)",
                [.integer(id), .blob(der)])
        }
    }

    /// Notes that the source gave a document that may be used.
    public func noteMetadata(
        of organisation: Organisation.ID, cacheDuration: Int64?, at now: UnixTime
    ) throws(StoreError) {
        try connection.run(
            """
            UPDATE metadata_source SET cache_duration = ?, fetched_at = ?, tried_at = ?, failures = 0, failure = ''
            WHERE identity_provider_id = ?
            """,
            [
                .optional(cacheDuration), .time(now), .time(now),
                .integer(try identityProviderKey(of: organisation)),
            ])
    }

    /// Notes that the source gave nothing that may be used, and why. What is in force stays.
    public func noteMetadataFailure(
        _ why: String, of organisation: Organisation.ID, at now: UnixTime
    ) throws(StoreError) {
        try connection.run(
            """
            UPDATE metadata_source SET tried_at = ?, failures = failures + 1, failure = ?
            WHERE identity_provider_id = ?
            """,
            [.time(now), .string(why), .integer(try identityProviderKey(of: organisation))])
    }

    /// Brings another description into force; name and switch stay, and weaknesses as long as the entity ID does;
    /// what waited is dropped, what was rejected stays so. The proof stays with the present `changedAt` alone: a new
    /// configuration has ``IdentityProvider/nextChange(at:)``.
    ///
    /// - Throws: ``SettingsGuard/entityIDTaken``.
    public func replaceDescription(
        with provider: IdentityProvider, of organisation: Organisation.ID
    ) throws(StoreError) {
        try requireFree(provider.entityID, for: organisation)
        let id = try identityProviderKey(of: organisation)
        try replaceDescription(id, with: provider)
        try connection.run(
            "DELETE FROM proposed_metadata WHERE identity_provider_id = ? AND rejected = 0", [.integer(id)])
    }

    /// Lets a description wait for approval, in the place of any other one.
    public func propose(_ proposal: ProposedMetadata, of organisation: Organisation.ID) throws(StoreError) {
        let id = try identityProviderKey(of: organisation)
        try dropProposal(of: organisation)
        try connection.run(
            """
            INSERT INTO proposed_metadata (identity_provider_id, xml, found_at, difference, rejected)
            VALUES (?, ?, ?, ?, 0)
            """,
            [
                .integer(id), .blob(proposal.xml), .time(proposal.foundAt),
                .string(proposal.difference),
            ])
    }

    /// Keeps what waits from being proposed again.
    public func rejectProposal(of organisation: Organisation.ID) throws(StoreError) {
        try connection.run(
            "UPDATE proposed_metadata SET rejected = 1, xml = x'' WHERE identity_provider_id = ?",
            [.integer(try identityProviderKey(of: organisation))])
    }

    /// Forgets what waits.
    public func dropProposal(of organisation: Organisation.ID) throws(StoreError) {
        try connection.run(
            "DELETE FROM proposed_metadata WHERE identity_provider_id = ?",
            [.integer(try identityProviderKey(of: organisation))])
    }

    private func identityProviderKey(of organisation: Organisation.ID) throws(StoreError) -> Int64 {
        guard
            let id = try connection.integer(
                "SELECT id FROM identity_provider WHERE organisation_id = ?", [.integer(organisation)])
        else { throw .conflict }
        return id
    }
}
