/// What the table has to know of an identity provider.
public struct IdentityProviderFacts: Hashable, Sendable {
    /// Switched on.
    public var isEnabled: Bool
    /// It has a non-empty entity ID and a sign-in URL.
    public var isComplete: Bool
    /// The validity of each usable signing certificate.
    public var certificates: [Validity]
    /// When its configuration last changed.
    public var changedAt: UnixTime
    /// When a sign-in through it last succeeded; nil for never.
    public var provenAt: UnixTime?
    /// When its metadata stops being valid; nil for never.
    public var validUntil: UnixTime?

    /// The time in which a certificate may be used, both ends included (RFC 5280 section 4.1.2.5).
    public struct Validity: Hashable, Sendable {
        /// First moment.
        public var notBefore: UnixTime
        /// Last moment.
        public var notAfter: UnixTime

        /// From first to last moment, both included.
        public init(notBefore: UnixTime, notAfter: UnixTime) {
            self.notBefore = notBefore
            self.notAfter = notAfter
        }
    }

    /// Takes the facts as the store holds them.
    public init(
        isEnabled: Bool, isComplete: Bool, certificates: [Validity], changedAt: UnixTime, provenAt: UnixTime?,
        validUntil: UnixTime? = nil
    ) {
        self.isEnabled = isEnabled
        self.isComplete = isComplete
        self.certificates = certificates
        self.changedAt = changedAt
        self.provenAt = provenAt
        self.validUntil = validUntil
    }

    /// Whether a sign-in has succeeded since the configuration last changed.
    public var isProven: Bool {
        guard let provenAt else { return false }
        return provenAt >= changedAt
    }
}
