import Testing

@testable import Policy

@Suite struct LoginPlanTests {
    @Test func `a member signs in and is offered no password`() {
        #expect(
            LoginPlan(Given.facts(Given.member))
                == .signIn(Decision(.memberBySSO, .allow), orPassword: nil, orCode: nil))
    }

    @Test func `an enrolled local member of an organisation that requires SSO is offered no password`() {
        #expect(
            LoginPlan(Given.facts(Given.localMember))
                == .signIn(Decision(.memberBySSO, .allow), orPassword: nil, orCode: nil))
    }

    @Test func `an enrolled local account may choose while SSO is not required`() {
        var facts = Given.facts(Given.localMember)
        facts.ssoRequired = false
        #expect(
            LoginPlan(facts)
                == .signIn(
                    Decision(.memberBySSO, .allow), orPassword: Decision(.passwordAllowed, .ignore),
                    orCode: nil))
    }

    @Test func `a managed account has no password to choose`() {
        var facts = Given.facts(Given.member)
        facts.ssoRequired = false
        #expect(LoginPlan(facts) == .signIn(Decision(.memberBySSO, .allow), orPassword: nil, orCode: nil))
    }

    @Test func `an owner may prove an unproven identity provider or use the password`() {
        var facts = Given.facts(Given.owner)
        facts.identityProvider?.provenAt = nil
        #expect(
            LoginPlan(facts)
                == .signIn(
                    Decision(.memberBySSO, .allow),
                    orPassword: Decision(.passwordFallback, .ignore, .fault(.unproven)),
                    orCode: Decision(.recoveryCode, .allow)))
    }

    @Test func `an owner may use a recovery code where they could sign in, and nobody else may`() {
        #expect(
            LoginPlan(Given.facts(Given.owner))
                == .signIn(
                    Decision(.memberBySSO, .allow), orPassword: nil, orCode: Decision(.recoveryCode, .allow)))
        #expect(
            LoginPlan(Given.facts(Given.admin))
                == .signIn(Decision(.memberBySSO, .allow), orPassword: nil, orCode: nil))
        var facts = Given.facts(Given.owner)
        facts.ssoRequired = false
        #expect(
            LoginPlan(facts)
                == .signIn(
                    Decision(.memberBySSO, .allow), orPassword: Decision(.passwordAllowed, .ignore),
                    orCode: nil))
    }

    @Test func `an account that some organisation holds to SSO has no password to choose`() {
        var (one, other) = (Given.facts(Given.localMember), Given.facts(Given.owner))
        (one.organisation, other.organisation) = (1, 2)
        other.ssoRequired = false
        #expect(
            LoginPlan(Standing([one, other]))
                == .signIn(Decision(.memberBySSO, .allow, organisation: 1), orPassword: nil, orCode: nil))
        one.ssoRequired = false
        #expect(
            LoginPlan(Standing([one, other]))
                == .signIn(
                    Decision(.memberBySSO, .allow, organisation: 1),
                    orPassword: Decision(.passwordAllowed, .ignore, organisation: 1), orCode: nil))
    }

    @Test
    func `without an identity provider an owner uses the password, a member is denied before any prompt`() {
        var owner = Given.facts(Given.owner)
        owner.identityProvider = nil
        #expect(
            LoginPlan(owner) == .password(Decision(.passwordFallback, .ignore, .fault(.noIdentityProvider))))
        var member = Given.facts(Given.localMember)
        member.identityProvider = nil
        #expect(
            LoginPlan(member)
                == .deny(Decision(.identityProviderUnusable, .deny, .fault(.noIdentityProvider))))
    }

    @Test func `an unknown person is sent to sign in only while they could be created`() {
        #expect(
            LoginPlan(Given.facts(.unknown))
                == .signIn(Decision(.justInTime, .create), orPassword: nil, orCode: nil))
        var facts = Given.facts(.unknown)
        facts.jitEnabled = false
        #expect(LoginPlan(facts).decision.row == .notAMember)
        #expect(LoginPlan(facts).decision.outcome == .deny)
    }

    @Test func `suspended people are asked for nothing`() {
        let facts = Given.facts(.member(role: .owner, status: .suspended, account: .local))
        #expect(LoginPlan(facts) == .deny(Decision(.notActive, .deny)))
    }

    @Test func `a lapse opens no password to members`() {
        var facts = Given.facts(Given.localMember)
        facts.claim?.state = .lapsed
        facts.hasVerifiedDomain = false
        guard case .deny(let decision) = LoginPlan(facts) else { Issue.record("not denied"); return }
        #expect(decision.row == .domainLapsed)
    }

    @Test func `no decision before a proof names a domain, and all fit a terminal`() {
        for row in Row.allCases {
            let claim = Facts.Claim(domain: Given.domain, state: .lapsed, since: Given.now)
            let others: [Decision.Reason] = [.claim(claim), .row, .keyMaxAge(86_400), .throughAnother]
            for reason in others + Given.faults.map({ Decision.Reason.fault($0.fault) }) {
                let decision = Decision(row, .deny, reason)
                let text = Message.beforeProof(decision)
                #expect(!text.contains("corp.example"))
                #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count < 80 })
                let detailed = Message.detailed(decision)
                #expect(!detailed.isEmpty)
                #expect((text + detailed).utf8.allSatisfy { $0 < 0x80 })
            }
        }
    }
}

/// An owner whom single sign-on refuses and who has no password to fall back to.
@Suite struct RecoveryPlanTests {
    private static let managedOwner = Subject.member(role: .owner, status: .active, account: .managed)

    private func plan(_ subject: Subject, _ spoil: (inout Facts) -> Void) -> LoginPlan {
        var facts = Given.facts(subject)
        spoil(&facts)
        return LoginPlan(Standing([facts]))
    }

    private func asksForACode(_ plan: LoginPlan, _ row: Row) -> Bool {
        guard case .recoveryCode(let code, insteadOf: let sso) = plan else { return false }
        return code.row == .recoveryCode && sso.row == row && plan.decision == sso
    }

    @Test func `a managed owner is asked for a recovery code where single sign-on is denied`() {
        #expect(
            asksForACode(plan(Self.managedOwner) { $0.identityProvider = nil }, .identityProviderUnusable))
        #expect(asksForACode(plan(Self.managedOwner) { $0.claim?.state = .lapsed }, .domainLapsed))
        #expect(asksForACode(plan(Self.managedOwner) { $0.claim?.state = .pending }, .domainPending))
    }

    @Test func `an owner with a password is asked for a code only where the password is refused`() {
        #expect(asksForACode(plan(Given.owner) { $0.claim?.state = .pending }, .domainPending))
        guard case .password = plan(Given.owner, { $0.identityProvider = nil }) else {
            Issue.record("not left to the password")
            return
        }
    }

    @Test func `nobody else is asked, nor anybody while single sign-on is not required`() {
        for role in [Role.admin, .member] {
            let subject = Subject.member(role: role, status: .active, account: .managed)
            guard case .deny = plan(subject, { $0.identityProvider = nil }) else {
                Issue.record("asked")
                return
            }
        }
        for status in [MemberStatus.suspended, .removed] {
            let subject = Subject.member(role: .owner, status: status, account: .managed)
            guard case .deny = plan(subject, { $0.identityProvider = nil }) else {
                Issue.record("asked")
                return
            }
        }
        let relaxed = plan(Self.managedOwner) {
            $0.identityProvider = nil
            $0.ssoRequired = false
        }
        guard case .deny = relaxed else {
            Issue.record("asked")
            return
        }
    }
}
