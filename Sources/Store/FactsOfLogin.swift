public import Policy

extension Store {
    /// What the table has to know of somebody of whom the account is known, at one moment: each membership of a member, and
    /// for a name of nobody, the one that each organisation could give them. A uid of the managed range that is not the
    /// member's is nobody's, too: it opens nothing.
    ///
    /// - Parameters:
    ///   - login: the account's name.
    ///   - uid: its uid in the password database; nil when the name does not resolve.
    ///   - isLocal: whether it is in `/etc/passwd`.
    public func facts(
        login: LoginName, uid: UInt32?, isLocal: Bool, at now: UnixTime
    ) throws(StoreError) -> Standing {
        guard let uid, uid >= UIDRange.firstPerson else {
            return Standing([Facts(subject: .unmanaged, now: now)])
        }
        return try connection.snapshot { () throws(StoreError) in
            let members = try memberships(login: login)
            // An account that is not where the member's should be belongs to somebody else.
            let isTheirs = members.allSatisfy { member in
                switch member.account {
                case .local: isLocal
                case .managed: !isLocal && member.uid == uid
                }
            }
            guard !members.isEmpty, isTheirs else {
                let isOfOurRange = !isLocal && UIDRange.managed.contains(uid)
                return isOfOurRange
                    ? try standing(ofUnknownAt: now) : Standing([Facts(subject: .unmanaged, now: now)])
            }
            var facts: [Facts] = []
            for member in members { facts.append(try self.facts(of: member, at: now)) }
            return Standing(facts)
        }
    }

    /// What the table has to know of somebody whom nobody knows yet: one of each organisation.
    public func standing(ofUnknownAt now: UnixTime) throws(StoreError) -> Standing {
        var facts: [Facts] = []
        for organisation in try organisations() {
            facts.append(try self.facts(ofUnknownIn: organisation.id, at: now))
        }
        return Standing(facts.isEmpty ? [Facts(subject: .unknown, now: now)] : facts)
    }

    /// An organisation's settings as facts about nobody in particular, for `status` and for who may get a provisional record.
    public func facts(ofUnknownIn organisation: Organisation.ID, at now: UnixTime) throws(StoreError) -> Facts
    {
        let claim = try bestClaim(of: organisation)
        return try facts(of: nil, in: organisation, domain: claim?.domain, claim: claim, at: now)
    }

    /// The facts of one membership.
    public func facts(of member: Member, at now: UnixTime) throws(StoreError) -> Facts {
        try facts(of: member, in: member.organisation, domain: member.email.domain, at: now)
    }

    /// The facts of a membership, or of nobody's identity, with the organisation's claim on the asserted e-mail's domain.
    func facts(
        of member: Member?, in organisation: Organisation.ID, domain: DomainName, at now: UnixTime
    ) throws(StoreError) -> Facts {
        let claim = try claim(on: domain, of: organisation)
        return try facts(of: member, in: organisation, domain: domain, claim: claim, at: now)
    }

    private func facts(
        of member: Member?, in organisation: Organisation.ID, domain: DomainName?, claim: DomainClaim?,
        at now: UnixTime
    ) throws(StoreError) -> Facts {
        let subject =
            if let member {
                Subject.member(role: member.role, status: member.status, account: member.account)
            } else {
                Subject.unknown
            }
        guard let settings = try self.organisation(organisation) else { throw .corrupt }
        var facts = Facts(subject: subject, organisation: organisation, now: now)
        facts.ssoRequired = settings.ssoRequired
        facts.jitEnabled = settings.jitEnabled
        facts.keyMaxAge = settings.keyMaxAge
        facts.externals = settings.externals
        facts.lastSSOAt = member?.lastSSOAt
        facts.claim = claim?.facts
        if let domain { facts.heldByAnother = try isHeld(domain, byOtherThan: organisation) }
        facts.hasVerifiedDomain =
            try connection.integer(
                "SELECT 1 FROM claim WHERE organisation_id = ? AND state IN (2, 3) LIMIT 1",
                [.integer(organisation)]) == 1
        if case .member(let role, _, _) = subject, role.mayFallBack {
            facts.endangered = try endangeredClaim(of: organisation)?.facts
        }
        // A plan without single sign-on has no identity provider, whatever was configured under another one.
        if settings.plan == .enterprise {
            facts.identityProvider = try identityProvider(of: organisation)?.facts
        }
        return facts
    }
}
