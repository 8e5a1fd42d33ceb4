/// What the table says, and why.
public struct Decision: Hashable, Sendable {
    /// The row that matched.
    public let row: Row
    /// What to do.
    public let outcome: Outcome
    /// Why, with what a message needs.
    public let reason: Reason
    /// Key of the organisation whose settings decided; 0 for none.
    public let organisation: Int64

    /// What to do with a login. The values are far apart and none is zero: a zeroed or flipped byte is never a yes.
    public enum Outcome: UInt32, Sendable {
        /// Refuse.
        case deny = 0x4E4F_4E4F
        /// Not ours: the next module of the stack decides.
        case ignore = 0x4947_4E52
        /// Let them in.
        case allow = 0x5945_5321
        /// Create the member, then let them in.
        case create = 0x4352_4541

        /// Whether this outcome lets a person in on the strength of their SSO sign-in.
        public var admits: Bool { self == .allow || self == .create }
    }

    /// The facts behind a decision that a message or the audit log names.
    public enum Reason: Hashable, Sendable {
        /// The row says it all.
        case row
        /// The claim that is in the way.
        case claim(Facts.Claim)
        /// What is wrong with the set-up of SSO.
        case fault(SetupFault)
        /// Why nobody may be created now.
        case provisioning(ProvisioningPause)
        /// For how many seconds a sign-in keeps public keys good.
        case keyMaxAge(Int64)
        /// The sign-in was through an organisation that requires nothing, while another of the person's requires SSO.
        case throughAnother
    }

    init(_ row: Row, _ outcome: Outcome, _ reason: Reason = .row, organisation: Int64 = 0) {
        self.row = row
        self.outcome = outcome
        self.reason = reason
        self.organisation = organisation
    }
}
