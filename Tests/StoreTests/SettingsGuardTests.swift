import Policy
import Testing

@testable import Store

/// What keeps a setting from breaking what people rely on.
@Suite final class SettingsGuardTests {
    let temporary: TemporaryStore
    let store: Store

    /// An organisation with single sign-on required, and its owner.
    init() throws {
        temporary = try TemporaryStore()
        store = try temporary.makeReady()
        try add("olivia", .owner)
    }

    private func add(_ name: String, _ role: Role = .member) throws {
        try store.addMember(
            NewMember(
                email: EmailAddress("\(name)@corp.example")!, displayName: "", role: role,
                login: LoginName(name)!, managed: nil), at: at(0))
    }

    private func member(_ name: String) throws -> Member {
        try #require(try store.member(login: LoginName(name)!))
    }

    @Test func `the last owner is neither removed nor suspended nor made anything else`() throws {
        try add("adam", .admin)
        let olivia = try member("olivia")
        for status in [MemberStatus.suspended, .removed] {
            #expect(throws: StoreError.refused(.lastOwner)) { try store.setStatus(status, of: olivia) }
        }
        for role in [Role.admin, .member] {
            #expect(throws: StoreError.refused(.lastOwner)) { try store.setRole(role, of: olivia) }
        }
        try store.setRole(.owner, of: member("adam"))
        try store.setRole(.member, of: olivia)
        #expect(try member("olivia").role == .member)
        #expect(throws: StoreError.refused(.lastOwner)) { try store.setRole(.member, of: member("adam")) }
    }

    @Test func `a suspended owner, and one of another organisation, are no other owners`() throws {
        try add("second", .owner)
        try store.setStatus(.suspended, of: member("second"))
        let other = try store.createOrganisation(name: "Other", at: at(0))
        try store.addMember(
            NewMember(
                email: EmailAddress("theirs@other.example")!, displayName: "", role: .owner,
                login: LoginName("theirs")!, managed: nil), of: other, at: at(0))
        #expect(throws: StoreError.refused(.lastOwner)) {
            try store.setStatus(.removed, of: member("olivia"))
        }
    }

    @Test func `what is known of a member may be old, what is in the store decides`() throws {
        try add("second", .owner)
        let (olivia, second) = (try member("olivia"), try member("second"))
        try store.setRole(.member, of: second)
        #expect(throws: StoreError.refused(.lastOwner)) { try store.setRole(.member, of: olivia) }
    }

    @Test func `whoever was removed stays so`() throws {
        try add("gone")
        let gone = try member("gone")
        try store.setStatus(.removed, of: gone)
        #expect(throws: StoreError.refused(.removedForGood)) { try store.setStatus(.active, of: gone) }
        #expect(throws: StoreError.refused(.removedForGood)) { try store.setRole(.owner, of: gone) }
    }

    @Test func `no more members than seats, and who is suspended keeps one`() throws {
        try store.setSeatLimit(2, of: corp)
        try add("second")
        try store.setStatus(.suspended, of: member("second"))
        #expect(throws: StoreError.refused(.noSeat(limit: 2))) { try add("third") }
        try store.setStatus(.removed, of: member("second"))
        try add("third")
        #expect(try store.seatsTaken(of: corp) == 2)
        try store.setSeatLimit(1, of: corp)
        #expect(throws: StoreError.refused(.noSeat(limit: 1))) { try add("fourth") }
        try store.setSeatLimit(nil, of: corp)
        try add("fourth")
    }

    @Test func `the last verified domain and the identity provider stay while sign-on is required`() throws {
        let domain = DomainName("corp.example")!
        let claim = try #require(try store.claim(on: domain))
        #expect(throws: StoreError.refused(.lastVerifiedDomain)) { try store.requireReleasable(claim) }
        #expect(throws: StoreError.refused(.identityProviderInUse)) {
            try store.removeIdentityProvider(of: corp)
        }
        let second = DomainName("second.example")!
        try store.addClaim(on: second, token: "second", at: at(0), firstCheck: nil)
        #expect(throws: StoreError.refused(.lastVerifiedDomain)) { try store.requireReleasable(claim) }
        try store.requireReleasable(#require(try store.claim(on: second)))
        try store.move(second, to: .grace, at: at(0))
        try store.requireReleasable(claim)
        try store.setSSORequired(false)
        try store.move(second, to: .withdrawn, at: at(0))
        try store.requireReleasable(claim)
        try store.removeIdentityProvider(of: corp)
        #expect(throws: StoreError.conflict) { try store.removeIdentityProvider(of: corp) }
    }

    @Test func `a required identity provider is switched off by force alone, and on again as it was`() throws {
        let olivia = try member("olivia")
        let before = try #require(try store.identityProvider())
        #expect(throws: StoreError.refused(.identityProviderInUse)) {
            try store.setIdentityProviderEnabled(false, of: corp)
        }
        #expect(try store.identityProvider() == before)
        try store.setIdentityProviderEnabled(false, of: corp, isForced: true)
        #expect(try store.identityProvider()?.isEnabled == false)
        let decision = decide(try store.facts(of: olivia, at: at(1)), method: .password)
        #expect(decision.row == .passwordFallback && decision.reason == .fault(.noIdentityProvider))
        try store.setIdentityProviderEnabled(true, of: corp)
        #expect(try store.identityProvider() == before)
    }

    @Test func `an identity provider is switched on where the plan has single sign-on, off anywhere`() throws {
        try store.setSSORequired(false)
        try store.setJITEnabled(false)
        try store.setPlan(.standard, of: corp)
        try store.setIdentityProviderEnabled(false, of: corp)
        #expect(throws: StoreError.refused(.planLacksSSO)) {
            try store.setIdentityProviderEnabled(true, of: corp)
        }
        #expect(try store.identityProvider()?.isEnabled == false)
        try store.removeIdentityProvider(of: corp)
        #expect(throws: StoreError.conflict) { try store.setIdentityProviderEnabled(false, of: corp) }
    }

    @Test func `a required identity provider goes by force`() throws {
        try store.removeIdentityProvider(of: corp, isForced: true)
        #expect(try store.identityProvider() == nil)
    }

    @Test func `a plan without single sign-on has none of its settings`() throws {
        let small = try store.createOrganisation(name: "Small", plan: .standard, at: at(0))
        let no = StoreError.refused(.planLacksSSO)
        #expect(throws: no) { try store.setSSORequired(true, of: small) }
        #expect(throws: no) { try store.setJITEnabled(true, of: small) }
        #expect(throws: no) { try store.addIdentityProvider(temporary.provider, of: small) }
        #expect(throws: no) {
            try store.addClaim(
                on: DomainName("small.example")!, of: small, token: "s", at: at(0), firstCheck: nil)
        }
        try store.setPlan(.enterprise, of: small)
        try store.setJITEnabled(true, of: small)
        #expect(try store.organisation(small)?.jitEnabled == true)
    }

    @Test func `a plan is not made smaller under a switch that is on, and then takes single sign-on away`()
        throws
    {
        let no = StoreError.refused(.planInUse)
        #expect(throws: no) { try store.setPlan(.standard, of: corp) }
        try store.setSSORequired(false)
        #expect(throws: no) { try store.setPlan(.standard, of: corp) }
        try store.setJITEnabled(false)
        let olivia = try member("olivia")
        #expect(decide(try store.facts(of: olivia, at: at(1)), method: .sso).row == .memberBySSO)
        try store.setPlan(.standard, of: corp)
        #expect(decide(try store.facts(of: olivia, at: at(1)), method: .sso).row == .identityProviderUnusable)
        #expect(decide(try store.facts(of: olivia, at: at(1)), method: .password).row == .passwordAllowed)
    }

    @Test func `settings are kept, and read as facts`() throws {
        try store.setKeyMaxAge(3_600, of: corp)
        try store.setExternals(.password, of: corp)
        let facts = try store.facts(ofUnknownIn: corp, at: at(0))
        #expect(facts.keyMaxAge == 3_600 && facts.externals == .password && facts.organisation == corp)
        #expect(throws: StoreError.conflict) { try store.setKeyMaxAge(1, of: 99) }
        #expect(throws: StoreError.refused(.nameTaken)) {
            try store.createOrganisation(name: "Corp", at: at(0))
        }
    }

    @Test func `a setting of the host is what was set last`() throws {
        #expect(try store.hostSetting("services") == nil)
        try store.setHostSetting("services", to: "cron")
        try store.setHostSetting("services", to: "")
        #expect(try store.hostSetting("services") == "")
    }
}
