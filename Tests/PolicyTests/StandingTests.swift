import Testing

@testable import Policy

/// What several organisations of one person make of the table.
@Suite struct StandingTests {
    /// Memberships in one organisation that differ in everything that matters to another one.
    private static func memberships(in organisation: Int64) -> [Facts] {
        var all: [Facts] = []
        for role in [Role.owner, .admin, .member] {
            for status in [MemberStatus.active, .suspended] {
                for claim in [nil, ClaimState.verified] {
                    for (isRequired, isProven) in [
                        (true, true), (true, false), (false, true), (false, false),
                    ] {
                        for (externals, isFresh) in [(Externals.refused, true), (.password, false)] {
                            var facts = Given.facts(.member(role: role, status: status, account: .local))
                            facts.organisation = organisation
                            facts.claim?.state = claim ?? .verified
                            if claim == nil { facts.claim = nil }
                            facts.ssoRequired = isRequired
                            if !isProven { facts.identityProvider?.provenAt = nil }
                            facts.externals = externals
                            facts.lastSSOAt = isFresh ? Given.now : nil
                            all.append(facts)
                        }
                    }
                }
            }
        }
        return all
    }

    private static func forEachPair(_ body: (Facts, Facts) -> Void) {
        let others = memberships(in: 2)
        for one in memberships(in: 1) {
            for other in others { body(one, other) }
        }
    }

    private func isActive(_ facts: Facts) -> Bool {
        if case .member(_, .active, _) = facts.subject { true } else { false }
    }

    @Test func `with one organisation the table decides`() {
        for facts in Self.memberships(in: 1) {
            for method in Circumstance.methods {
                #expect(decide(Standing([facts]), method: method) == decide(facts, method: method))
                #expect(decide(Standing([facts]), method: method).organisation == 1)
            }
        }
    }

    @Test func `what an organisation that requires SSO denies, no other organisation opens`() {
        var denied = 0
        Self.forEachPair { one, other in
            guard isActive(one), one.ssoRequired else { return }
            for method in [Policy.Method.password, .recoveryCode]
            where decide(one, method: method).outcome == .deny {
                denied += 1
                #expect(decide(Standing([one, other]), method: method).outcome == .deny)
            }
        }
        #expect(denied > 1_000)
    }

    @Test func `a membership in an organisation that requires SSO never opens a password that was refused`() {
        Self.forEachPair { one, other in
            guard isActive(one), other.ssoRequired else { return }
            let before = decide(Standing([one]), method: .password).outcome
            let after = decide(Standing([one, other]), method: .password).outcome
            #expect(before == .ignore || after == .deny)
        }
    }

    @Test func `only sign-ins through an organisation that requires SSO count where one does`() {
        Self.forEachPair { one, other in
            guard isActive(one), isActive(other), one.ssoRequired, !other.ssoRequired else { return }
            let standing = Standing([one, other])
            for method in Circumstance.methods {
                #expect(decide(standing, method: method) == decide(one, method: method))
            }
            #expect(!decide(standing, through: 2).outcome.admits)
            #expect(decide(standing, through: 1) == decide(one, method: .sso))
        }
    }

    @Test func `naming one organisation lets in nobody who is denied without it`() {
        Self.forEachPair { one, other in
            for own in [one, other] {
                for method in Circumstance.methods {
                    let standing = Standing([one, other])
                    let named = decide(standing, method: method, within: own).outcome
                    #expect(named == .deny || decide(standing, method: method).outcome != .deny)
                    #expect(named == .deny || decide(own, method: method).outcome != .deny)
                }
            }
        }
        let unmanaged = Standing([Facts(subject: .unmanaged, now: Given.now)])
        #expect(decide(unmanaged, method: .publicKey, within: Given.facts(.unknown)).row == .notManaged)
    }

    @Test func `the order of the memberships does not matter`() {
        Self.forEachPair { one, other in
            for method in Circumstance.methods {
                #expect(
                    decide(Standing([one, other]), method: method)
                        == decide(Standing([other, one]), method: method))
            }
        }
    }

    @Test func `a membership that is suspended opens nothing, and holds to SSO as before`() {
        Self.forEachPair { one, other in
            guard !isActive(other) else { return }
            var one = one
            if isActive(one), other.ssoRequired { one.ssoRequired = true }
            for method in Circumstance.methods {
                let decision = decide(Standing([one, other]), method: method)
                let own = decide(one, method: method)
                if !isActive(one) {
                    #expect(decision == Decision(.notActive, .deny, organisation: 1))
                } else if !other.ssoRequired || method == .sso || method == .accountOnly
                    || own.row == .keyFresh
                {
                    #expect(decision == own)
                } else if own.outcome == .deny {
                    #expect(decision.outcome == .deny)
                }
            }
        }
    }

    @Test func `suspending somebody opens no way around SSO that was closed to them`() {
        var opened = 0
        Self.forEachPair { one, other in
            guard isActive(one), case .member(let role, .suspended, let account) = other.subject else {
                return
            }
            var before = other
            before.subject = .member(role: role, status: .active, account: account)
            for method in [Policy.Method.password, .recoveryCode, .publicKey] {
                let after = decide(Standing([one, other]), method: method)
                guard after.outcome != .deny, after.row != .keyFresh else { continue }
                opened += 1
                #expect(decide(Standing([one, before]), method: method).outcome != .deny)
            }
        }
        #expect(opened > 1_000)
    }

    @Test func `an owner of one whom another suspends is let in by single sign-on alone, as before`() {
        var (owned, other) = (Given.facts(Given.owner), Given.facts(Given.localMember))
        (owned.organisation, other.organisation) = (1, 2)
        owned.ssoRequired = false
        owned.identityProvider = nil
        for status in [MemberStatus.active, .suspended] {
            other.subject = .member(role: .member, status: status, account: .local)
            let standing = Standing([owned, other])
            #expect(decide(standing, method: .password).row == .passwordRefused)
            #expect(decide(standing, method: .recoveryCode).row == .passwordRefused)
            #expect(decide(standing, method: .publicKey).row == .keyStale)
        }
        owned.identityProvider = Given.provider
        #expect(decide(Standing([owned, other]), method: .sso).row == .memberBySSO)
        owned.lastSSOAt = UnixTime(seconds: Given.now.seconds - 3_600)
        #expect(decide(Standing([owned, other]), method: .publicKey).row == .keyFresh)
        other.keyMaxAge = 3_599
        #expect(decide(Standing([owned, other]), method: .publicKey).row == .keyStale)
    }

    @Test func `a membership that was removed neither opens nor closes anything beside an active one`() {
        Self.forEachPair { one, other in
            guard isActive(one) else { return }
            var other = other
            other.subject = .member(role: .owner, status: .removed, account: .local)
            for method in Circumstance.methods {
                #expect(decide(Standing([one, other]), method: method) == decide(one, method: method))
            }
        }
    }

    @Test func `where both require SSO one sign-in suffices, and both have to open a way around it`() {
        Self.forEachPair { one, other in
            guard isActive(one), isActive(other), one.ssoRequired, other.ssoRequired else { return }
            let standing = Standing([one, other])
            func both(_ method: Policy.Method, _ test: (Decision) -> Bool) -> [Bool] {
                [one, other].map { test(decide($0, method: method)) }
            }
            #expect(
                decide(standing, method: .sso).outcome.admits
                    == both(.sso) { $0.outcome.admits }.contains(true))
            #expect(
                (decide(standing, method: .password).outcome == .ignore)
                    == !both(.password) { $0.outcome == .ignore }.contains(false))
            #expect(
                (decide(standing, method: .recoveryCode).outcome == .allow)
                    == !both(.recoveryCode) { $0.outcome == .allow }.contains(false))
            let isFresh = both(.publicKey) { $0.row == .keyFresh }.contains(true)
            let allFallBack = !both(.publicKey) { $0.row == .keyFallback }.contains(false)
            #expect((decide(standing, method: .publicKey).outcome == .allow) == (isFresh || allFallBack))
        }
    }

    @Test func `the shortest span for keys is that of all`() {
        var (one, other) = (Given.facts(Given.member), Given.facts(Given.member))
        (one.organisation, other.organisation) = (1, 2)
        one.lastSSOAt = UnixTime(seconds: Given.now.seconds - 3_601)
        #expect(decide(Standing([one, other]), method: .publicKey).row == .keyFresh)
        other.keyMaxAge = 3_600
        #expect(
            decide(Standing([one, other]), method: .publicKey)
                == Decision(.keyStale, .deny, .keyMaxAge(3_600), organisation: 1))
        (one.keyMaxAge, other.keyMaxAge) = (3_600, 86_400)
        #expect(decide(Standing([one, other]), method: .publicKey).row == .keyStale)
        (one.keyMaxAge, other.keyMaxAge, other.ssoRequired) = (86_400, 3_600, false)
        #expect(decide(Standing([one, other]), method: .publicKey).row == .keyFresh)
    }

    @Test func `a sign-in that got furthest says what is the matter`() {
        var (one, other) = (Given.facts(Given.member), Given.facts(Given.member))
        (one.organisation, other.organisation) = (1, 2)
        (one.claim, one.heldByAnother) = (nil, true)
        other.identityProvider = nil
        let decision = decide(Standing([one, other]), method: .sso)
        #expect(
            decision
                == Decision(.identityProviderUnusable, .deny, .fault(.noIdentityProvider), organisation: 2))
    }

    @Test func `somebody unknown may be created by any organisation, and nobody who was removed from one`() {
        var (one, other) = (Given.facts(.unknown), Given.facts(.unknown))
        (one.organisation, other.organisation) = (1, 2)
        one.jitEnabled = false
        other.ssoRequired = false
        #expect(
            decide(Standing([one, other]), method: .sso) == Decision(.justInTime, .create, organisation: 2))
        #expect(decide(Standing([one, other]), method: .password).outcome == .deny)
        one.subject = .member(role: .member, status: .removed, account: .managed)
        for method in Circumstance.methods {
            #expect(decide(Standing([one, other]), method: method).outcome == .deny)
        }
        #expect(!decide(Standing([one, other]), through: 2).outcome.admits)
    }

    @Test func `a standing without memberships is denied`() {
        for method in Circumstance.methods {
            #expect(decide(Standing([]), method: method) == Decision(.storeUnreadable, .deny))
        }
        #expect(LoginPlan(Standing([])) == .deny(Decision(.storeUnreadable, .deny)))
    }

    @Test func `each organisation's domains are warned of`() {
        var (one, other) = (Given.facts(Given.owner), Given.facts(Given.admin))
        (one.organisation, other.organisation) = (1, 2)
        one.endangered = Facts.Claim(domain: DomainName("a.example")!, state: .grace, since: Given.now)
        other.endangered = Facts.Claim(domain: DomainName("b.example")!, state: .grace, since: Given.now)
        let lines = Message.warning(Standing([other, one]))?.split(separator: "\n") ?? []
        #expect(lines.count == 4)
        #expect(lines.first?.contains("a.example") == true && lines.last?.contains("b.example") == true)
    }
}
