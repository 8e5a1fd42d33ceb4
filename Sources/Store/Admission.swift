public import Policy

/// What became of a verified assertion.
public enum Admission: Hashable, Sendable {
    /// The member may have the account they asked for. `isNew` when this sign-in created them.
    case admitted(Member, Decision, isNew: Bool)
    /// The table says no.
    case refused(Decision)
    /// The identity provider whose keys verified the assertion is no longer configured like that (RESP-07).
    case identityProviderChanged
    /// This response or assertion was used before.
    case replayed
    /// The person's account is another one than they asked for.
    case wrongAccount(theirs: LoginName)
    /// The uid seen at the start is not the one the member has or gets: another attempt will see the right one.
    case uidChanged
    /// Somebody else got the first uid of this name within the last hour. A program that looked the name up before that goes on
    /// with theirs.
    case uidUnsettled
    /// A member exists who could be this person: with this e-mail and a credential, with this e-mail in other letters, or with
    /// this name identifier in another format. Never linked by that alone.
    case notLinked(LoginName)
    /// The assertion gives the member an address that is another one's, in whichever case.
    case emailTaken(by: LoginName)
    /// No account name can be made for this person, for the reason given.
    case noLoginName(String)
    /// Nobody new may be added: every seat of the organisation is taken.
    case noSeat(limit: Int64)
}

/// What the provisioning rules make of a person nobody knows yet.
public enum NewAccount: Hashable, Sendable {
    /// The account they get.
    case named(LoginName, home: String, shell: String)
    /// Why they get none.
    case refused(String)
}

extension Store {
    /// Turns a verified assertion into a member with an account, or into a refusal, in one transaction: replay check, table, seat,
    /// link or creation, proof of the identity provider. The assertion is used up in either case; a refusal changes nothing else.
    ///
    /// - Parameters:
    ///   - person: who the assertion names.
    ///   - organisation: through whose identity provider they signed in. Only its members are found or created, and the
    ///     sign-in counts only if no other organisation of the person wants it to be through its own.
    ///   - verifier: the identity provider as it was configured when the assertion was verified with its keys.
    ///   - used: what makes it usable once.
    ///   - sought: the account they asked for.
    ///   - isRehearsal: tells what would become of them now, and changes nothing, not even using the assertion up.
    ///   - newAccount: the provisioning rules, given whether a login name is or was somebody's.
    public func admit(
        _ person: AssertedPerson, of organisation: Organisation.ID, verifiedBy verifier: IdentityProvider,
        used: UsedAssertion, sought: SoughtAccount, at now: UnixTime, isRehearsal: Bool = false,
        newAccount: (_ isTaken: (LoginName) throws(StoreError) -> Bool) throws(StoreError) -> NewAccount
    ) throws(StoreError) -> Admission {
        try connection.transaction(isRehearsal: isRehearsal) { () throws(StoreError) in
            guard let provider = try identityProvider(of: organisation), provider.isEnabled,
                provider.stillVouches(for: verifier),
                provider.entityID.utf8.elementsEqual(person.identityProvider.utf8)
            else { return .identityProviderChanged }
            guard try consume(used, of: person.identityProvider, at: now) else { return .replayed }
            let known = try member(identity: person, of: organisation)
            let alike = known == nil ? try members(like: person, of: organisation) : []
            let barred = alike.first { $0.status != .active }
            if barred == nil, let other = alike.first(where: { !$0.mayLink || $0.email != person.email }) {
                return .notLinked(other.login)
            }
            let decision = try decision(
                about: person, known ?? barred ?? alike.first, in: organisation, at: now)
            guard decision.outcome.admits else { return .refused(decision) }

            guard let member = known ?? alike.first else {
                let account = try newAccount { (login) throws(StoreError) in
                    try !memberships(login: login).isEmpty
                }
                do throws(StoreError) {
                    return try create(person, account, in: organisation, sought: sought, decision, at: now)
                } catch .refused(.noSeat(let limit)) {
                    return .noSeat(limit: limit)
                }
            }
            guard member.login == sought.login else { return .wrongAccount(theirs: member.login) }
            if let uid = member.uid, uid != sought.uid { return .uidChanged }
            if member.email != person.email,
                let other = try self.member(spelledLike: person.email, of: organisation, otherThan: member)
            {
                return .emailTaken(by: other.login)
            }
            if known == nil { try link(person, to: member, at: now) }
            try noteSignIn(of: member, as: person, at: now)
            return .admitted(member, decision, isNew: false)
        }
    }

    /// The table's word about a sign-in through one organisation, with the e-mail that the assertion names now.
    private func decision(
        about person: AssertedPerson, _ member: Member?, in organisation: Organisation.ID, at now: UnixTime
    ) throws(StoreError) -> Decision {
        let facts = try facts(of: member, in: organisation, domain: person.email.domain, at: now)
        let decision = decide(facts, method: .sso)
        guard let member, decision.outcome.admits else { return decision }
        var memberships = [facts]
        for other in try self.memberships(login: member.login) where other.id != member.id {
            memberships.append(try self.facts(of: other, at: now))
        }
        return decide(Standing(memberships), through: organisation)
    }

    private func create(
        _ person: AssertedPerson, _ account: NewAccount, in organisation: Organisation.ID,
        sought: SoughtAccount, _ decision: Decision, at now: UnixTime
    ) throws(StoreError) -> Admission {
        let login: LoginName, home: String, shell: String
        switch account {
        case .refused(let reason): return .noLoginName(reason)
        case .named(let name, let itsHome, let itsShell): (login, home, shell) = (name, itsHome, itsShell)
        }
        guard login == sought.login else { return .wrongAccount(theirs: login) }
        let uid = try nextUID(for: login)
        guard uid == sought.uid else { return .uidChanged }
        guard try isSettled(uid, for: login, at: now) else { return .uidUnsettled }
        try addMember(
            NewMember(
                email: person.email, displayName: person.displayName, role: .member, login: login,
                managed: NewMember.ManagedAccount(uid: uid, home: home, shell: shell)),
            of: organisation, at: now)
        guard let member = try member(login: login, of: organisation) else { throw .corrupt }
        try link(person, to: member, at: now)
        try noteSignIn(of: member, as: person, at: now)
        return .admitted(member, decision, isNew: true)
    }

    /// Whether everybody whose uid is passed over has had it for an hour, the longest that sshd is to wait for a login
    /// (`LoginGraceTime`). sshd looks a name up once, when the connection begins, and its session runs with that uid.
    private func isSettled(_ uid: UInt32, for login: LoginName, at now: UnixTime) throws(StoreError) -> Bool {
        var passed = UIDRange.candidate(for: login)
        while passed != uid {
            for other in try memberships(uid: passed) where now.seconds - other.createdAt.seconds < 3_600 {
                return false
            }
            passed = UIDRange.next(after: passed)
        }
        return true
    }
}
