internal import Helper
internal import Policy
internal import Store

/// What `status` tells of an organisation.
struct AccessSecurity: Report {
    let organisation, plan: String
    let ssoRequired: Bool
    let jit: JITState
    let externals: String
    /// In seconds.
    let keyMaxAge: Int64
    let domains: [Domain]
    /// Why no domain is looked up at present, and since when.
    @OrNull var lookUpFailure: String?
    @OrNull var identityProvider: Provider?
    let members: Int
    /// Of each active owner.
    let recoveryCodes: [Codes]
    /// Of these codes, in the last seven days.
    let recoveryUses: [RecoveryOwners.Use]
    @OrNull var problem: String?
    /// What has to be there before single sign-on is required.
    let missing: [String]
    let consequences: [Consequence]
    /// Active members who have no way in now, keys aside.
    let lockedOut: [AccessForecast.Person]
    let otherOrganisations: [String]

    init(_ organisation: Organisation, in store: borrowing Store, at now: UnixTime) throws {
        self.organisation = organisation.name
        plan = organisation.plan.name
        ssoRequired = organisation.ssoRequired
        externals = organisation.externals.name
        keyMaxAge = organisation.keyMaxAge
        let facts = try store.facts(ofUnknownIn: organisation.id, at: now)
        let pause = ProvisioningPause.find(in: facts)
        jit = JITState(
            enabled: organisation.jitEnabled, effective: pause == nil,
            reason: pause == .switchedOff ? nil : pause.map(Message.text))
        domains = try store.claims(of: organisation.id).map {
            Domain($0, heldByAnother: try store.isOutrun($0))
        }
        let state = try store.metadataState(of: organisation.id)
        members = try store.members(of: organisation.id).filter { $0.status == .active }.count
        recoveryCodes = try store.recoveryCodes(of: organisation.id).map {
            Codes(owner: $0.email.description, left: $0.unused)
        }
        let weekAgo = UnixTime(seconds: now.seconds - 7 * 86_400)
        recoveryUses = try store.recoveryUses(of: organisation.id, since: weekAgo).map { .init($0) }
        otherOrganisations = try store.organisations().filter { $0.id != organisation.id }.map(\.name)
        let named = otherOrganisations.isEmpty ? nil : organisation.name
        missing =
            organisation.ssoRequired
            ? []
            : try RequirementGuard(of: organisation.id, in: store, at: now).missing.map {
                Advice.naming(named, in: $0.text)
            }
        lockedOut = try AccessForecast(of: store, assuming: .init(organisation: organisation.id), at: now)
            .people
            .filter { $0.isActive && !$0.now.isOpen }
        var assumptions: [(Assumption, String)] = []
        for option in ["--require on", "--idp-down", "--idp-broken"] {
            var assumption = Assumption(organisation: organisation.id)
            switch option {
            case "--idp-down": assumption.isProviderDown = true
            case "--idp-broken": assumption.isProviderBroken = true
            default:
                if organisation.ssoRequired { continue }
                assumption.isRequired = true
            }
            assumptions.append((assumption, option))
        }
        consequences = try assumptions.map { try Consequence($0, option: $1, in: store, at: now) }
        lookUpFailure = try store.lookUpFailure().map { "\($0.since.iso8601): \($0.reason)" }
        identityProvider = try store.identityProvider(of: organisation.id).map { Provider($0, state) }
        problem = SetupFault.find(in: facts).map(Message.text)
    }

    var text: String {
        var lines = ["Access security of \(organisation)", ""]
        func add(_ label: String, _ values: [String]) {
            for (index, value) in values.enumerated() {
                lines.append("  " + (index == 0 ? label : "").padded(to: 19) + value)
            }
        }
        add("Plan", [plan])
        add(
            "Require SSO",
            ssoRequired
                ? ["on"]
                : ["off" + (missing.isEmpty ? "; nothing is missing to require it" : "")]
                    + missing.map { "lacks \($0)" })
        add(
            "JIT provisioning",
            [jit.effective ? "on" : jit.enabled ? "on, suspended: \(jit.reason ?? "")" : "off"])
        add("Externals", [externals])
        add("Key max age", [KeyMaxAge(seconds: keyMaxAge).text])
        add(
            "Members",
            [
                members == 0
                    ? "none. Run: gatehouse member add YOU@DOMAIN --role owner --account LOCAL-ACCOUNT"
                    : "\(members)"
            ])
        add("Recovery codes", recoveryCodes.map(\.text) + recoveryUses.map(\.text))
        for domain in domains { add("Domain", domain.lines) }
        if let lookUpFailure {
            add("DNS", ["domains are not looked up since \(lookUpFailure)"])
        }
        if domains.isEmpty { add("Domain", ["none. Run: gatehouse domain claim DOMAIN"]) }
        add(
            "Identity provider",
            identityProvider.map { ["\($0.name)  \($0.entityID)"] + $0.lines }
                ?? ["none. Run: gatehouse idp add NAME --metadata FILE-OR-URL"])
        add("No way in now", locked)
        add("What if", consequences.map { $0.text(isSomebodyLockedOut: !lockedOut.isEmpty) })
        if !otherOrganisations.isEmpty { add("This host serves", otherOrganisations.map { "also \($0)" }) }
        lines.append("")
        lines.append(conclusion)
        return lines.joined(separator: "\n")
    }

    /// Who cannot get in; of many the first.
    private var locked: [String] {
        lockedOut.prefix(5).map(\.text)
            + (lockedOut.count > 5 ? ["and \(lockedOut.count - 5) more. See: gatehouse simulate"] : [])
    }

    private var conclusion: String {
        guard let problem else { return "Single sign-on is set up correctly." }
        return "Single sign-on is not set up correctly: \(problem).\n"
            + (ssoRequired
                ? "Owners and admins may use their password."
                : "It is not required: accounts with a password may use it.")
    }
}
