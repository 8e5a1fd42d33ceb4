public import Policy

/// One decision or one change of a setting, to be written to the audit log. Never a secret, a code, a token or a whole assertion.
public struct AuditEntry: Hashable, Sendable {
    /// When it happened.
    public var at: UnixTime
    /// What.
    public var event: AuditEvent
    /// Who did it: an account of this host, `olivia (as root)` behind sudo, a PAM service, or `gatehouse` itself.
    public var actor: String
    /// To whom or what: the login of a login, the e-mail address of a member, a domain, a name.
    public var subject: String
    /// Key of the organisation it is about; 0 for none. Its name is what is written.
    public var organisation: Int64
    /// How it came out.
    public var outcome: AuditOutcome
    /// Row of the table or code of the SAML rule that decided; empty for none.
    public var rule: String
    /// What was set before, and what is set now; empty where nothing is set.
    public var before: String, after: String
    /// From where.
    public var origin: AuditOrigin
    /// Reference of the sign-in, as the person saw it; empty for none.
    public var reference: String
    /// The rest, for people.
    public var detail: String

    /// Takes the entry; see the properties.
    public init(
        at: UnixTime, event: AuditEvent, actor: String, subject: String, organisation: Int64 = 0,
        outcome: AuditOutcome, rule: String = "", before: String = "", after: String = "",
        origin: AuditOrigin = AuditOrigin(), reference: String = "", detail: String = ""
    ) {
        self.at = at
        self.event = event
        self.actor = actor
        self.subject = subject
        self.organisation = organisation
        self.outcome = outcome
        self.rule = rule
        self.before = before
        self.after = after
        self.origin = origin
        self.reference = reference
        self.detail = detail
    }
}
