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
}

extension IdentityProvider {
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

    /// The `changedAt` of a configuration that takes the place of this one: a later one, whatever the clock says, so that
    /// what was verified with this one never counts for it.
    public func nextChange(at now: UnixTime) -> UnixTime {
        UnixTime(seconds: max(now.seconds, changedAt.seconds + 1))
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
