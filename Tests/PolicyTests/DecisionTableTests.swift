import Testing

@testable import Policy

/// One test or more for each row up to 11, named after what the row says.
@Suite struct DecisionTableTests {
    static let allMethods = Circumstance.methods

    @Test(arguments: allMethods)
    func `row 1: accounts that are not managed are left to the other modules`(method: Policy.Method) {
        #expect(decide(Given.facts(.unmanaged), method: method) == Decision(.notManaged, .ignore))
    }

    @Test(arguments: allMethods)
    func `row 2: with an unreadable store managed accounts are denied`(method: Policy.Method) {
        for failure in [Subject.StoreFailure.ignore, .deny] {
            let facts = Facts(subject: .storeUnreadable(.managed, localAccounts: failure), now: Given.now)
            #expect(decide(facts, method: method) == Decision(.storeUnreadable, .deny))
        }
    }

    @Test
    func `row 2: with an unreadable store local accounts go on, unless the module is told to deny them`() {
        let ignoring = Facts(subject: .storeUnreadable(.local, localAccounts: .ignore), now: Given.now)
        let denying = Facts(subject: .storeUnreadable(.local, localAccounts: .deny), now: Given.now)
        #expect(decide(ignoring, method: .password) == Decision(.storeUnreadable, .ignore))
        #expect(decide(denying, method: .password) == Decision(.storeUnreadable, .deny))
    }

    @Test(arguments: [MemberStatus.suspended, .removed], allMethods)
    func `row 3: suspended and removed people are denied, owners too`(
        status: MemberStatus, method: Policy.Method
    ) {
        for role in [Role.owner, .admin, .member] {
            var facts = Given.facts(.member(role: role, status: status, account: .local))
            facts.ssoRequired = false
            #expect(decide(facts, method: method) == Decision(.notActive, .deny))
        }
    }

    @Test
    func `row 4: a domain that another organisation holds denies SSO, and says so only after the proof`() {
        for subject in [Given.member, Given.owner, .unknown] {
            var facts = Given.facts(subject)
            (facts.claim, facts.heldByAnother) = (nil, true)
            let decision = decide(facts, method: .sso)
            #expect(decision == Decision(.heldByAnother, .deny))
            #expect(Message.detailed(decision).hasPrefix("another organisation holds the domain"))
            #expect(!Message.beforeProof(decision).contains("another"))
        }
    }

    @Test func `row 5: a pending domain denies SSO`() {
        var facts = Given.facts(Given.member)
        facts.claim?.state = .pending
        let decision = decide(facts, method: .sso)
        #expect(decision.row == .domainPending)
        #expect(decision.outcome == .deny)
        #expect(Message.detailed(decision) == "corp.example is not verified yet")
    }

    @Test func `rows 5, 6 and 11: whatever happens to a domain, it opens no password to its members`() {
        for state in [ClaimState.pending, .verified, .grace, .lapsed, .expired, .withdrawn] {
            for hasVerifiedDomain in [true, false] {
                var facts = Given.facts(Given.localMember)
                facts.claim?.state = state
                facts.claim?.silence = 40 * 86_400
                facts.hasVerifiedDomain = hasVerifiedDomain
                #expect(decide(facts, method: .password) == Decision(.passwordRefused, .deny))
                #expect(decide(facts, method: .publicKey) == Decision(.keyStale, .deny, .keyMaxAge(86_400)))
                #expect(decide(facts, method: .sso).outcome == (state.isVerified ? .allow : .deny))
            }
        }
    }

    @Test(arguments: [ClaimState.lapsed, .withdrawn])
    func `row 6: a domain no longer verified denies SSO and says since when`(state: ClaimState) {
        var facts = Given.facts(Given.member)
        facts.claim?.state = state
        let decision = decide(facts, method: .sso)
        #expect(decision.row == .domainLapsed)
        #expect(decision.outcome == .deny)
        #expect(Message.detailed(decision) == "corp.example is no longer verified since 2026-09-10")
    }

    @Test func `row 7: an unusable identity provider denies SSO, an unproven one does not`() {
        for (fault, spoil) in Given.faults {
            var facts = Given.facts(Given.member)
            spoil(&facts)
            guard SetupFault.ofIdentityProvider(in: facts) != nil else { continue }
            #expect(decide(facts, method: .sso) == Decision(.identityProviderUnusable, .deny, .fault(fault)))
        }
        var unproven = Given.facts(Given.member)
        unproven.identityProvider?.provenAt = nil
        #expect(decide(unproven, method: .sso).row == .memberBySSO)
    }

    @Test(arguments: [ClaimState.verified, .grace])
    func `row 8: a member on a verified domain signs in`(state: ClaimState) {
        var facts = Given.facts(Given.member)
        facts.claim?.state = state
        #expect(decide(facts, method: .sso) == Decision(.memberBySSO, .allow))
    }

    @Test func `row 9: an unknown person is created while provisioning is effective`() {
        #expect(decide(Given.facts(.unknown), method: .sso) == Decision(.justInTime, .create))
    }

    @Test func `row 10: an unknown person is denied while provisioning is off`() {
        var facts = Given.facts(.unknown)
        facts.jitEnabled = false
        #expect(decide(facts, method: .sso) == Decision(.notAMember, .deny, .provisioning(.switchedOff)))
    }

    @Test func `row 10: an unknown person is denied while the identity provider is unproven`() {
        var facts = Given.facts(.unknown)
        facts.identityProvider?.provenAt = nil
        #expect(
            decide(facts, method: .sso) == Decision(.notAMember, .deny, .provisioning(.suspended(.unproven))))
    }

    @Test
    func `row 10: an unknown person is denied after seven days without an answer from DNS, a member is not`()
    {
        for state in [ClaimState.verified, .grace] {
            var facts = Given.facts(.unknown)
            facts.claim?.state = state
            facts.claim?.silence = 7 * 86_400 - 1
            #expect(decide(facts, method: .sso).row == .justInTime)
            facts.claim?.silence = 7 * 86_400
            let decision = decide(facts, method: .sso)
            #expect(decision == Decision(.notAMember, .deny, .provisioning(.unanswered(Given.domain))))
            #expect(
                Message.detailed(decision)
                    == "not a member, and just-in-time provisioning is suspended: "
                    + "DNS has given no usable answer about corp.example for 7 days")
            facts.subject = Given.member
            #expect(decide(facts, method: .sso).row == .memberBySSO)
        }
    }

    @Test func `row 11: a domain that was never claimed, or whose claim expired, denies SSO`() {
        var facts = Given.facts(Given.member)
        facts.claim = nil
        #expect(decide(facts, method: .sso) == Decision(.domainNotClaimed, .deny))
        facts = Given.facts(Given.member)
        facts.claim?.state = .expired
        #expect(decide(facts, method: .sso).row == .domainNotClaimed)
        #expect(decide(facts, method: .sso).outcome == .deny)
    }
}
