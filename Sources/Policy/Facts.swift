/// Everything the table has to know of one membership in one organisation, or of one that a sign-in could create, read from
/// the store at one moment.
public struct Facts: Hashable, Sendable {
    /// The organisation's key in the store; 0 for none.
    public var organisation: Int64
    /// Who wants in.
    public var subject: Subject
    /// The organisation's switch "require SSO".
    public var ssoRequired: Bool
    /// The organisation's switch "allow JIT provisioning", whether or not it is effective.
    public var jitEnabled: Bool
    /// The state of the organisation's claim on the person's own e-mail domain; nil when it was never claimed. For a
    /// person of whom only the login name is known: the best claim the organisation has.
    public var claim: Claim?
    /// Whether another organisation holds the person's domain: its claim is in VERIFIED or GRACE.
    public var heldByAnother: Bool
    /// Whether the organisation has at least one claim in VERIFIED or GRACE.
    public var hasVerifiedDomain: Bool
    /// For owners and admins: the claim in GRACE that is nearest to lapsing, whoever's domain it is; nil when none is.
    public var endangered: Claim?
    /// The organisation's identity provider; nil when none is configured.
    public var identityProvider: IdentityProviderFacts?
    /// When the member last signed in through the organisation's identity provider; nil for never.
    public var lastSSOAt: UnixTime?
    /// For how many seconds after such a sign-in a public key suffices where SSO is required. Below 1: never.
    public var keyMaxAge: Int64
    /// What the organisation does with members whose domain it never claimed.
    public var externals: Externals
    /// When the decision is taken.
    public var now: UnixTime

    /// A claim on a domain, as the table needs it.
    public struct Claim: Hashable, Sendable {
        /// The claimed name.
        public var domain: DomainName
        /// How far the claim has got.
        public var state: ClaimState
        /// When it got there.
        public var since: UnixTime
        /// GRACE: for how many seconds its record was seen to be out.
        public var absence: Int64
        /// For how many seconds DNS gave no usable answer about it.
        public var silence: Int64

        /// Names the claim, its state, and since when.
        public init(
            domain: DomainName, state: ClaimState, since: UnixTime, absence: Int64 = 0, silence: Int64 = 0
        ) {
            self.domain = domain
            self.state = state
            self.since = since
            self.absence = absence
            self.silence = silence
        }

        /// Whether it lets nobody new in, although it is verified.
        public var pausesProvisioning: Bool {
            state.isVerified && silence >= ClaimSpan.silenceUntilPause
        }

        /// GRACE: in how many days it unverifies, rounded up, if its record stays out; nil in other states.
        public var daysUntilLapse: Int64? {
            guard state == .grace else { return nil }
            return (max(0, ClaimSpan.absenceUntilLapse - absence) + 86_399) / 86_400
        }
    }

    /// `keyMaxAge` of an organisation that set nothing else: a day.
    public static let defaultKeyMaxAge: Int64 = 86_400

    /// Facts about somebody, without any organisation's settings: nothing required, nothing set up.
    public init(subject: Subject, organisation: Int64 = 0, now: UnixTime) {
        self.organisation = organisation
        self.subject = subject
        self.now = now
        ssoRequired = false
        jitEnabled = false
        claim = nil
        heldByAnother = false
        hasVerifiedDomain = false
        endangered = nil
        identityProvider = nil
        lastSSOAt = nil
        keyMaxAge = Self.defaultKeyMaxAge
        externals = .refused
    }
}
