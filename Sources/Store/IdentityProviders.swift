public import Policy

extension Store {
    /// The identity provider of an organisation, or nil when there is none.
    public func identityProvider(of organisation: Organisation.ID) throws(StoreError) -> IdentityProvider? {
        let row = try connection.prepare(
            """
            SELECT id, name, entity_id, sign_in_url, enabled, changed_at, proven_at,
                valid_until, wants_signed_requests, weaknesses, weaknesses_until
            FROM identity_provider WHERE organisation_id = ?
            """, [.integer(organisation)])
        guard try row.step() else { return nil }
        let certificates = try connection.prepare(
            """
            SELECT der, not_before, not_after FROM identity_provider_certificate WHERE identity_provider_id = ?
            ORDER BY rowid
            """, [.integer(row.integer(0))]
        ).all { (row) throws(StoreError) in
            IdentityProvider.SigningCertificate(
                der: row.bytes(0),
                validity: IdentityProviderFacts.Validity(notBefore: row.time(1), notAfter: row.time(2)))
        }
        return IdentityProvider(
            name: row.string(1), entityID: row.string(2), signInURL: row.string(3),
            isEnabled: row.integer(4) == 1, certificates: certificates, changedAt: row.time(5),
            provenAt: row.optionalTime(6), validUntil: row.optionalTime(7),
            wantsSignedRequests: row.integer(8) == 1, weaknesses: Self.names(row.bytes(9)),
            weaknessesUntil: row.optionalTime(10))
    }

    /// Adds the identity provider of an organisation. Call inside ``transaction(_:)``.
    ///
    /// - Throws: ``StoreError/conflict`` when it has one already; ``SettingsGuard/entityIDTaken``, and
    ///   ``SettingsGuard/planLacksSSO``.
    public func addIdentityProvider(
        _ provider: IdentityProvider, of organisation: Organisation.ID
    ) throws(StoreError) {
        try requireSSOPlan(of: organisation)
        try requireFree(provider.entityID, for: organisation)
        try connection.run(
            """
            INSERT INTO identity_provider
                (organisation_id, name, entity_id, sign_in_url, enabled, changed_at,
                valid_until, wants_signed_requests, weaknesses, weaknesses_until)
            VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)
            """,
            [
                .integer(organisation), .string(provider.name), .string(provider.entityID),
                .string(provider.signInURL),
                .time(provider.changedAt), .time(provider.validUntil),
                .integer(provider.wantsSignedRequests ? 1 : 0), .text(Self.list(provider.weaknesses)),
                .time(provider.weaknessesUntil),
            ])
        try add(provider.certificates, to: connection.lastInsertedRow)
    }

    /// Puts another description into the place of the present one, name and switch left as they are. Weaknesses stay
    /// with the entity ID they were granted to: under another one they end (OPS-04). Call inside ``transaction(_:)``. Another
    /// `changedAt` than the present one makes it unproven.
    func replaceDescription(_ id: Int64, with provider: IdentityProvider) throws(StoreError) {
        try connection.run(
            "UPDATE identity_provider SET weaknesses = '', weaknesses_until = NULL WHERE id = ? AND entity_id <> ?",
            [.integer(id), .string(provider.entityID)])
        try connection.run(
            """
            UPDATE identity_provider SET entity_id = ?1, sign_in_url = ?2, changed_at = ?3, valid_until = ?4,
                wants_signed_requests = ?5, proven_at = CASE WHEN changed_at = ?3 THEN proven_at END WHERE id = ?6
            """,
            [
                .string(provider.entityID), .string(provider.signInURL), .time(provider.changedAt),
                .time(provider.validUntil), .integer(provider.wantsSignedRequests ? 1 : 0),
                .integer(id),
            ])
        try connection.run(
            "DELETE FROM identity_provider_certificate WHERE identity_provider_id = ?", [.integer(id)])
        try add(provider.certificates, to: id)
    }

    private func add(
        _ certificates: [IdentityProvider.SigningCertificate], to id: Int64
    ) throws(StoreError) {
        for certificate in certificates {
            try connection.run(
                """
                INSERT INTO identity_provider_certificate (identity_provider_id, der, not_before, not_after)
                VALUES (?, ?, ?, ?)
                """,
                [
                    .integer(id), .blob(certificate.der), .time(certificate.validity.notBefore),
                    .time(certificate.validity.notAfter),
                ])
        }
    }

    private static func names(_ list: [UInt8]) -> [String] {
        list.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func list(_ names: [String]) -> [UInt8] {
        var list: [UInt8] = []
        for name in names { list += (list.isEmpty ? [] : [UInt8(ascii: ",")]) + [UInt8](name.utf8) }
        return list
    }

    /// Tolerates other weaknesses of the identity provider, until a time; none end the tolerance. Call inside
    /// ``transaction(_:)``.
    public func setWeaknesses(
        _ names: [String], until end: UnixTime?, of organisation: Organisation.ID
    ) throws(StoreError) {
        try connection.run(
            "UPDATE identity_provider SET weaknesses = ?, weaknesses_until = ? WHERE organisation_id = ?",
            [.text(Self.list(names)), .time(end), .integer(organisation)])
    }

    /// Switches the identity provider of an organisation on or off; what was configured stays, its proof too. While it is off,
    /// the table holds as if there were none. Call inside ``transaction(_:)``.
    ///
    /// - Parameter isForced: off also while the organisation requires SSO.
    /// - Throws: ``SettingsGuard/identityProviderInUse`` otherwise; on, ``SettingsGuard/planLacksSSO``;
    ///   ``StoreError/conflict`` when there is none.
    public func setIdentityProviderEnabled(
        _ isEnabled: Bool, of organisation: Organisation.ID, isForced: Bool = false
    ) throws(StoreError) {
        if isEnabled {
            try requireSSOPlan(of: organisation)
        } else if !isForced {
            try requireSSONotRequired(by: organisation)
        }
        try connection.run(
            "UPDATE identity_provider SET enabled = ? WHERE organisation_id = ?",
            [.integer(isEnabled ? 1 : 0), .integer(organisation)])
        try requireOneChange()
    }

    /// Removes the identity provider of an organisation. Call inside ``transaction(_:)``.
    ///
    /// - Parameter isForced: also while the organisation requires SSO.
    /// - Throws: ``SettingsGuard/identityProviderInUse`` otherwise, and ``StoreError/conflict`` when there is none.
    public func removeIdentityProvider(
        of organisation: Organisation.ID, isForced: Bool = false
    ) throws(StoreError) {
        if !isForced { try requireSSONotRequired(by: organisation) }
        try connection.run(
            "DELETE FROM identity_provider WHERE organisation_id = ?", [.integer(organisation)])
        try requireOneChange()
    }

    private func requireSSONotRequired(by organisation: Organisation.ID) throws(StoreError) {
        guard try self.organisation(organisation)?.ssoRequired != true else {
            throw .refused(.identityProviderInUse)
        }
    }

    /// Lets a transaction go on only if no other organisation has the identity provider with this entity ID: an assertion
    /// says by its issuer alone whose person it is about.
    func requireFree(_ entityID: String, for organisation: Organisation.ID) throws(StoreError) {
        let taken = try connection.integer(
            "SELECT 1 FROM identity_provider WHERE entity_id = ? AND organisation_id <> ?",
            [.string(entityID), .integer(organisation)])
        guard taken != 1 else { throw .refused(.entityIDTaken) }
    }
}
