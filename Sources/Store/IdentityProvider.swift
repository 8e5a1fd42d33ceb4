public import Policy

/// An organisation's identity provider, as it was configured.
public struct IdentityProvider: Hashable, Sendable {
    /// Name on this host, for people and commands.
    public let name: String
    /// SAML entity ID.
    public let entityID: String
    /// Where an AuthnRequest goes (HTTP-Redirect).
    public let signInURL: String
    /// Switched on.
    public let isEnabled: Bool
    /// Its signing certificates.
    public let certificates: [SigningCertificate]
    /// When its configuration last changed.
    public let changedAt: UnixTime
    /// When a sign-in through it last succeeded; nil for never since then.
    public private(set) var provenAt: UnixTime?
    /// When its metadata stops being valid; nil for never.
    public let validUntil: UnixTime?
    /// Whether it asks for signed requests.
    public let wantsSignedRequests: Bool
    /// Names of the weaknesses it was granted, also when the time for that is over.
    public let weaknesses: [String]
    /// When that time is over; nil when there are none.
    public let weaknessesUntil: UnixTime?

    /// A signing certificate.
    public struct SigningCertificate: Hashable, Sendable {
        /// X.509, DER.
        public let der: [UInt8]
        /// When it may be used.
        public let validity: IdentityProviderFacts.Validity

        /// Takes the certificate as it was read, its validity read from itself.
        public init(der: [UInt8], validity: IdentityProviderFacts.Validity) {
            self.der = der
            self.validity = validity
        }
    }

    /// Takes the configuration; it is enabled, and unproven.
    public init(
        name: String, entityID: String, signInURL: String, certificates: [SigningCertificate],
        changedAt: UnixTime, validUntil: UnixTime? = nil, wantsSignedRequests: Bool = false,
        weaknesses: [String] = [], weaknessesUntil: UnixTime? = nil
    ) {
        self.init(
            name: name, entityID: entityID, signInURL: signInURL, isEnabled: true, certificates: certificates,
            changedAt: changedAt, provenAt: nil, validUntil: validUntil,
            wantsSignedRequests: wantsSignedRequests,
            weaknesses: weaknesses, weaknessesUntil: weaknessesUntil)
    }

    init(
        name: String, entityID: String, signInURL: String, isEnabled: Bool,
        certificates: [SigningCertificate],
        changedAt: UnixTime, provenAt: UnixTime?, validUntil: UnixTime?, wantsSignedRequests: Bool,
        weaknesses: [String], weaknessesUntil: UnixTime?
    ) {
        self.name = name
        self.entityID = entityID
        self.signInURL = signInURL
        self.isEnabled = isEnabled
        self.certificates = certificates
        self.changedAt = changedAt
        self.provenAt = provenAt
        self.validUntil = validUntil
        self.wantsSignedRequests = wantsSignedRequests
        self.weaknesses = weaknesses
        self.weaknessesUntil = weaknessesUntil
    }

    /// Whether what was verified with `earlier` still counts: the same entity ID, configured at the same time, and none of
    /// its keys taken back since.
    func stillVouches(for earlier: IdentityProvider) -> Bool {
        guard [UInt8](entityID.utf8) == [UInt8](earlier.entityID.utf8), changedAt == earlier.changedAt else {
            return false
        }
        for certificate in earlier.certificates where !certificates.contains(certificate) { return false }
        return true
    }

    /// Whether this is the configuration that it was earlier, whoever has signed in through it since.
    public func isConfigured(like earlier: IdentityProvider) -> Bool {
        var earlier = earlier
        earlier.provenAt = provenAt
        return self == earlier
    }

    /// The `changedAt` of a configuration that takes the place of this one: later than this one's and than any sign-in through
    /// it, whatever the clock says, so that none of these counts for the new one.
    public func nextChange(at now: UnixTime) -> UnixTime {
        UnixTime(seconds: max(now.seconds, changedAt.seconds + 1, (provenAt ?? changedAt).seconds + 1))
    }

    /// Names of the weaknesses that it is granted at a time.
    public func weaknesses(at now: UnixTime) -> [String] {
        guard let weaknessesUntil, now < weaknessesUntil else { return [] }
        return weaknesses
    }

    /// Whether its metadata has run out: nobody may sign in through it any more (META-04).
    public func hasRunOut(at now: UnixTime) -> Bool {
        guard let validUntil else { return false }
        return validUntil <= now
    }

    /// What the decision table has to know of it.
    public var facts: IdentityProviderFacts {
        IdentityProviderFacts(
            isEnabled: isEnabled, isComplete: !entityID.utf8.isEmpty && !signInURL.utf8.isEmpty,
            certificates: certificates.map { $0.validity }, changedAt: changedAt, provenAt: provenAt,
            validUntil: validUntil)
    }
}

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
        let certificate = try connection.prepare(
            """
            SELECT der, not_before, not_after FROM identity_provider_certificate WHERE identity_provider_id = ?
            ORDER BY rowid
            """, [.integer(row.integer(0))])
        var certificates: [IdentityProvider.SigningCertificate] = []
        while try certificate.step() {
            certificates.append(
                IdentityProvider.SigningCertificate(
                    der: certificate.bytes(0),
                    validity: IdentityProviderFacts.Validity(
                        notBefore: UnixTime(seconds: certificate.integer(1)),
                        notAfter: UnixTime(seconds: certificate.integer(2)))))
        }
        return IdentityProvider(
            name: row.string(1), entityID: row.string(2), signInURL: row.string(3),
            isEnabled: row.integer(4) == 1,
            certificates: certificates, changedAt: UnixTime(seconds: row.integer(5)),
            provenAt: row.optionalInteger(6).map { UnixTime(seconds: $0) },
            validUntil: row.optionalInteger(7).map { UnixTime(seconds: $0) },
            wantsSignedRequests: row.integer(8) == 1, weaknesses: Self.names(row.bytes(9)),
            weaknessesUntil: row.optionalInteger(10).map { UnixTime(seconds: $0) })
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
                .integer(provider.changedAt.seconds), .time(provider.validUntil?.seconds),
                .integer(provider.wantsSignedRequests ? 1 : 0), .text(Self.list(provider.weaknesses)),
                .time(provider.weaknessesUntil?.seconds),
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
                .string(provider.entityID), .string(provider.signInURL), .integer(provider.changedAt.seconds),
                .time(provider.validUntil?.seconds), .integer(provider.wantsSignedRequests ? 1 : 0),
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
                    .integer(id), .blob(certificate.der), .integer(certificate.validity.notBefore.seconds),
                    .integer(certificate.validity.notAfter.seconds),
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
            [.text(Self.list(names)), .time(end?.seconds), .integer(organisation)])
    }

    /// Removes the identity provider of an organisation. Call inside ``transaction(_:)``.
    ///
    /// - Parameter isForced: also while the organisation requires SSO.
    /// - Throws: ``SettingsGuard/identityProviderInUse`` otherwise, and ``StoreError/conflict`` when there is none.
    public func removeIdentityProvider(
        of organisation: Organisation.ID, isForced: Bool = false
    ) throws(StoreError) {
        if !isForced, try self.organisation(organisation)?.ssoRequired == true {
            throw .refused(.identityProviderInUse)
        }
        try connection.run(
            "DELETE FROM identity_provider WHERE organisation_id = ?", [.integer(organisation)])
        try requireOneChange()
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
