public import Policy

/// The organisation's identity provider, as it was configured.
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
    public let provenAt: UnixTime?

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
        changedAt: UnixTime
    ) {
        self.init(
            name: name, entityID: entityID, signInURL: signInURL, isEnabled: true, certificates: certificates,
            changedAt: changedAt, provenAt: nil)
    }

    init(
        name: String, entityID: String, signInURL: String, isEnabled: Bool,
        certificates: [SigningCertificate],
        changedAt: UnixTime, provenAt: UnixTime?
    ) {
        self.name = name
        self.entityID = entityID
        self.signInURL = signInURL
        self.isEnabled = isEnabled
        self.certificates = certificates
        self.changedAt = changedAt
        self.provenAt = provenAt
    }

    /// Whether both are the same configuration: entity ID and keys, set at the same time.
    func isConfigured(as other: IdentityProvider) -> Bool {
        [UInt8](entityID.utf8) == [UInt8](other.entityID.utf8) && changedAt == other.changedAt
            && certificates == other.certificates
    }

    /// What the decision table has to know of it.
    public var facts: IdentityProviderFacts {
        IdentityProviderFacts(
            isEnabled: isEnabled, isComplete: !entityID.utf8.isEmpty && !signInURL.utf8.isEmpty,
            certificates: certificates.map { $0.validity }, changedAt: changedAt, provenAt: provenAt)
    }
}

extension Store {
    /// The identity provider, or nil when there is none.
    public func identityProvider() throws(StoreError) -> IdentityProvider? {
        let row = try connection.prepare(
            """
            SELECT id, name, entity_id, sign_in_url, enabled, changed_at, proven_at FROM identity_provider
            """)
        guard try row.step() else { return nil }
        let certificate = try connection.prepare(
            """
            SELECT der, not_before, not_after FROM identity_provider_certificate WHERE identity_provider_id = ?
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
            provenAt: row.optionalInteger(6).map { UnixTime(seconds: $0) })
    }

    /// Adds the identity provider. Call inside ``transaction(_:)``.
    ///
    /// - Throws: ``StoreError/conflict`` when there is one already.
    public func addIdentityProvider(_ provider: IdentityProvider) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO identity_provider (organisation_id, name, entity_id, sign_in_url, enabled, changed_at)
            VALUES (1, ?, ?, ?, 1, ?)
            """,
            [
                .string(provider.name), .string(provider.entityID), .string(provider.signInURL),
                .integer(provider.changedAt.seconds),
            ])
        let id = connection.lastInsertedRow
        for certificate in provider.certificates {
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

    /// Removes the identity provider with this name; false when there is none.
    public func removeIdentityProvider(name: String) throws(StoreError) -> Bool {
        try connection.run("DELETE FROM identity_provider WHERE name = ?", [.string(name)])
        return connection.changes > 0
    }
}
