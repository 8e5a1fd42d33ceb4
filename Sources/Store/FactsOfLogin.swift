public import Policy

extension Store {
    /// The facts for somebody of whom the account is known.
    ///
    /// - Parameters:
    ///   - login: the account's name.
    ///   - uid: its uid in the password database; nil when the name does not resolve.
    ///   - isLocal: whether it is in `/etc/passwd`.
    public func facts(
        login: LoginName, uid: UInt32?, isLocal: Bool, at now: UnixTime
    ) throws(StoreError) -> Facts {
        guard let uid, uid >= UIDRange.firstPerson else { return Facts(subject: .unmanaged, now: now) }
        if let member = try member(login: login) {
            // An account that is not where the member's should be belongs to somebody else.
            switch member.account {
            case .local: guard isLocal else { return Facts(subject: .unmanaged, now: now) }
            case .managed:
                guard !isLocal, member.uid == uid else { return Facts(subject: .unmanaged, now: now) }
            }
            return try facts(of: member, claim: claim(on: member.email.domain), at: now)
        }
        guard !isLocal, UIDRange.managed.contains(uid) else { return Facts(subject: .unmanaged, now: now) }
        return try facts(subject: .unknown, claim: bestClaim(), at: now)
    }

    /// The facts for a member, or for nobody's identity, with the claim on the asserted e-mail's domain.
    func facts(of member: Member?, claim: DomainClaim?, at now: UnixTime) throws(StoreError) -> Facts {
        let subject =
            if let member {
                Subject.member(role: member.role, status: member.status, account: member.account)
            } else {
                Subject.unknown
            }
        return try facts(subject: subject, claim: claim, at: now)
    }

    /// The organisation's settings as facts about nobody in particular, for `status` and for who may get a provisional record.
    public func facts(ofUnknownAt now: UnixTime) throws(StoreError) -> Facts {
        try facts(subject: .unknown, claim: bestClaim(), at: now)
    }

    private func facts(subject: Subject, claim: DomainClaim?, at now: UnixTime) throws(StoreError) -> Facts {
        var facts = Facts(subject: subject, now: now)
        guard let organisation = try organisation() else { return facts }
        facts.ssoRequired = organisation.ssoRequired
        facts.jitEnabled = organisation.jitEnabled
        facts.claim = claim?.facts
        facts.hasVerifiedDomain =
            try connection.integer("SELECT 1 FROM claim WHERE state IN (2, 3) LIMIT 1") == 1
        if case .member(let role, _, _) = subject, role.mayFallBack {
            facts.endangered = try endangeredClaim()?.facts
        }
        facts.identityProvider = try identityProvider()?.facts
        return facts
    }
}
