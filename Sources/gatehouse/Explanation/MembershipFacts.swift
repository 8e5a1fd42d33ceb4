internal import Policy
internal import Store

/// What the rule stood on, of one organisation.
struct MembershipFacts: Encodable {
    /// nil for a person that no organisation of this host has to do with.
    @OrNull var organisation: String?
    /// "owner", "unknown" and so on.
    let role: String
    @OrNull var status: String?
    let account: String
    let ssoRequired: Bool
    let jit: String
    let externals: String
    /// In seconds.
    let keyMaxAge: Int64
    @OrNull var lastSignIn: String?
    @OrNull var domain: String?
    @OrNull var domainState: String?
    @OrNull var domainSince: String?
    let heldByAnother: Bool
    /// Why single sign-on is not set up correctly; nil when it is.
    @OrNull var problem: String?

    init(_ facts: Facts, organisations: [Organisation]) {
        organisation = organisations.first { $0.id == facts.organisation }?.name
        switch facts.subject {
        case .unmanaged: (role, account) = ("none", "not managed")
        case .unknown: (role, account) = ("unknown", "nobody's yet")
        case .storeUnreadable: (role, account) = ("unknown", "unknown: the store cannot be read")
        case .member(let itsRole, let itsStatus, let itsAccount):
            (role, account) = (itsRole.name, itsAccount == .local ? "in /etc/passwd" : "managed")
            status = itsStatus.name
        }
        ssoRequired = facts.ssoRequired
        jit = ProvisioningPause.find(in: facts).text
        externals = facts.externals.name
        keyMaxAge = facts.keyMaxAge
        lastSignIn = facts.lastSSOAt?.iso8601
        domain = facts.claim?.domain.description
        domainState = facts.claim?.state.name
        domainSince = facts.claim?.since.day
        heldByAnother = facts.heldByAnother
        problem = SetupFault.find(in: facts).map(Message.text)
    }

    var lines: [String] {
        guard let organisation else { return ["  account: \(account)"] }
        let claim = domain.map { "\($0) \(domainState ?? "") since \(domainSince ?? "")" } ?? "none claimed"
        return [
            "  \(organisation): \(role)\(status.map { ", \($0)" } ?? "")",
            "    account: \(account)",
            "    SSO required: \(ssoRequired ? "yes" : "no"); externals: \(externals)",
            "    domain: \(claim)\(heldByAnother ? "; held by another organisation" : "")",
            "    SSO set-up: \(problem ?? "correct")",
            "    JIT: \(jit)",
            "    last sign-in: \(lastSignIn ?? "never"); keys suffice for \(KeyMaxAge(seconds: keyMaxAge).text) after one",
        ]
    }
}
