import Policy
import Testing

@testable import Store

/// Two organisations in one store: Corp, which is ready, and Other with a domain and an identity provider of its own.
@Suite final class SeveralOrganisationsTests {
    let temporary: TemporaryStore
    let store: Store
    let other: Organisation.ID
    let corpDomain = DomainName("corp.example")!
    let otherDomain = DomainName("other.example")!

    init() throws {
        temporary = try TemporaryStore()
        store = try temporary.makeReady()
        other = try store.createOrganisation(name: "Other", at: at(0))
        try store.addIdentityProvider(Self.provider("https://idp.other.example", "theirs"), of: other)
        try claim(otherDomain, of: other, .verified)
    }

    private static func provider(_ entityID: String, _ name: String = "idp") -> IdentityProvider {
        IdentityProvider(
            name: name, entityID: entityID, signInURL: entityID + "/sso",
            certificates: [
                .init(der: [1, 2, 3], validity: .init(notBefore: at(-1000), notAfter: at(1_000_000)))
            ],
            changedAt: at(0))
    }

    private func claim(_ domain: DomainName, of organisation: Organisation.ID, _ state: ClaimState) throws {
        try store.addClaim(
            on: domain, of: organisation, token: "token-\(organisation)-\(domain)-\(state)", at: at(0),
            firstCheck: nil)
        try move(domain, of: organisation, to: state)
    }

    private func move(_ domain: DomainName, of organisation: Organisation.ID, to state: ClaimState) throws {
        var claim = try #require(try store.claim(on: domain, of: organisation))
        claim.state = state
        try store.update(claim)
    }

    private func add(
        _ email: String, _ login: String, of organisation: Organisation.ID, uid: UInt32? = nil,
        home: String? = nil, role: Role = .member
    ) throws {
        try store.addMember(
            NewMember(
                email: EmailAddress(email)!, displayName: "", role: role, login: LoginName(login)!,
                managed: uid.map { .init(uid: $0, home: home ?? "/home/\(login)", shell: "/bin/sh") }),
            of: organisation, at: at(0))
    }

    private func person(_ email: String, at idp: String, id: String? = nil) -> AssertedPerson {
        AssertedPerson(
            identityProvider: idp, nameFormat: "f", nameQualifier: "", spNameQualifier: "",
            nameID: id ?? email,
            email: EmailAddress(email)!, displayName: "")
    }

    private func admit(
        _ person: AssertedPerson, of organisation: Organisation.ID, as login: String, uid: UInt32? = nil
    ) throws -> Admission {
        let name = LoginName(login)!
        let id = "\(UInt64.random(in: 0 ... .max))"
        return try store.admit(
            person, of: organisation,
            verifiedBy: #require(try store.identityProvider(of: organisation)),
            used: UsedAssertion(responseID: "r\(id)", assertionID: "a\(id)", expiresAt: at(600)),
            sought: SoughtAccount(login: name, uid: try uid ?? store.nextUID(for: name)), at: at(100)
        ) { (isTaken) throws(StoreError) in
            try isTaken(name) ? .refused("taken") : .named(name, home: "/home/\(login)", shell: "/bin/sh")
        }
    }

    private func standing(_ login: String, _ uid: UInt32, isLocal: Bool = false) throws -> Standing {
        try store.facts(login: LoginName(login)!, uid: uid, isLocal: isLocal, at: at(1))
    }

    // MARK: Nothing of one is the other's

    @Test func `settings, claims, people and identity providers are each organisation's own`() throws {
        try add("a@corp.example", "a", of: corp, uid: 1_900_000_001)
        try add("b@other.example", "b", of: other, uid: 1_900_000_002)
        #expect(try store.organisations().map(\.name) == ["Corp", "Other"])
        #expect(try store.organisation(other)?.ssoRequired == false)
        #expect(try store.claims(of: corp).map(\.domain) == [corpDomain])
        #expect(try store.claims(of: other).map(\.domain) == [otherDomain])
        #expect(try store.members(of: corp).map(\.login.description) == ["a"])
        #expect(try store.members(of: other).map(\.login.description) == ["b"])
        #expect(try store.member(email: EmailAddress("b@other.example")!, of: corp) == nil)
        #expect(try store.identityProvider(of: corp)?.name == "idp")
        #expect(try store.identityProvider(of: other)?.name == "theirs")
        try store.removeIdentityProvider(of: other)
        #expect(try store.identityProvider(of: corp)?.name == "idp")
    }

    @Test func `metadata of one says nothing of the other's`() throws {
        let source = MetadataSource(location: "/a", entityID: nil, certificates: [])
        try store.setMetadataSource(source, of: corp, cacheDuration: nil, at: at(0))
        try store.setMetadataSource(source, of: other, cacheDuration: nil, at: at(0))
        for organisation in [corp, other] {
            try store.propose(ProposedMetadata(xml: [1], foundAt: at(1), difference: "x"), of: organisation)
        }
        try store.rejectProposal(of: corp)
        try store.noteMetadataFailure("no answer", of: other, at: at(2))
        #expect(try store.metadataState(of: corp)?.proposal?.isRejected == true)
        #expect(try store.metadataState(of: other)?.proposal?.isRejected == false)
        #expect(try store.metadataState(of: corp)?.failures == 0)
        try store.dropProposal(of: other)
        #expect(try store.metadataState(of: corp)?.proposal != nil)
    }

    @Test func `two organisations have no identity provider in common`() throws {
        let taken = StoreError.refused(.entityIDTaken)
        try store.removeIdentityProvider(of: other)
        #expect(throws: taken) {
            try store.addIdentityProvider(Self.provider("https://idp.example"), of: other)
        }
        try store.addIdentityProvider(Self.provider("https://idp.other.example"), of: other)
        #expect(throws: taken) {
            try store.replaceDescription(with: Self.provider("https://idp.example"), of: other)
        }
        #expect(throws: StoreError.conflict) {
            try store.addIdentityProvider(Self.provider("https://third.example"), of: other)
        }
    }

    // MARK: One account

    @Test func `the same login in two organisations is the same account`() throws {
        try add("a@corp.example", "a", of: corp, uid: 1_900_000_001)
        let different = StoreError.refused(.otherAccount(LoginName("a")!))
        #expect(throws: different) { try add("a@other.example", "a", of: other, uid: 1_900_000_002) }
        #expect(throws: different) { try add("a@other.example", "a", of: other) }
        #expect(throws: different) {
            try add("a@other.example", "a", of: other, uid: 1_900_000_001, home: "/elsewhere")
        }
        #expect(throws: StoreError.conflict) {
            try add("c@other.example", "c", of: other, uid: 1_900_000_001)
        }
        #expect(try store.members(of: other).isEmpty)
        try add("a@other.example", "a", of: other, uid: 1_900_000_001)
        #expect(try store.memberships(login: LoginName("a")!).map(\.organisation) == [corp, other])
        #expect(try store.memberships(uid: 1_900_000_001).count == 2)
        #expect(try store.nextUID(for: LoginName("a")!) == UIDRange.candidate(for: LoginName("a")!))
    }

    @Test func `an account that another organisation knows is not claimed by an e-mail address alone`() throws
    {
        try add("a@corp.example", "a", of: corp, uid: 1_900_000_001)
        try add("a@other.example", "a", of: other, uid: 1_900_000_001)
        let theirs = person("a@other.example", at: "https://idp.other.example")
        #expect(try admit(theirs, of: other, as: "a", uid: 1_900_000_001) == .notLinked(LoginName("a")!))
        try store.setSSORequired(false)
        try store.allowLinking(#require(try store.member(login: LoginName("a")!, of: other)))
        guard case .admitted(let member, _, false) = try admit(theirs, of: other, as: "a", uid: 1_900_000_001)
        else {
            Issue.record("not admitted")
            return
        }
        #expect(member.organisation == other)
        #expect(try store.member(login: LoginName("a")!, of: corp)?.lastSSOAt == nil)
        #expect(try store.identityProvider(of: corp)?.facts.isProven == false)
        #expect(try store.identityProvider(of: other)?.facts.isProven == true)
    }

    // MARK: The rule

    @Test func `a member's standing has each of their memberships, a stranger's each organisation`() throws {
        try add("a@corp.example", "a", of: corp, uid: 1_900_000_001, role: .owner)
        try add("a@other.example", "a", of: other, uid: 1_900_000_001)
        let facts = try standing("a", 1_900_000_001).memberships
        #expect(facts.map(\.organisation) == [corp, other])
        #expect(facts.map(\.ssoRequired) == [true, false])
        #expect(facts.map { $0.claim?.domain } == [corpDomain, otherDomain])
        #expect(
            facts.map(\.subject) == [
                .member(role: .owner, status: .active, account: .managed),
                .member(role: .member, status: .active, account: .managed),
            ])
        #expect(try standing("b", 1_900_000_009).memberships.map(\.organisation) == [corp, other])
        #expect(try standing("b", 1_900_000_009).memberships.map(\.subject) == [.unknown, .unknown])
        #expect(try standing("a", 1_900_000_002).memberships.map(\.subject) == [.unknown, .unknown])
    }

    @Test
    func
        `a sign-in through an organisation that requires nothing does not count while another one requires it`()
        throws
    {
        try add("a@corp.example", "a", of: corp, uid: 1_900_000_001)
        try add("a@other.example", "a", of: other, uid: 1_900_000_001)
        try store.allowLinking(#require(try store.member(login: LoginName("a")!, of: other)))
        let theirs = person("a@other.example", at: "https://idp.other.example")
        guard case .refused(let decision) = try admit(theirs, of: other, as: "a", uid: 1_900_000_001) else {
            Issue.record("admitted")
            return
        }
        #expect(decision.reason == .throughAnother)
        try store.setSSORequired(true, of: other)
        guard case .admitted = try admit(theirs, of: other, as: "a", uid: 1_900_000_001) else {
            Issue.record("refused")
            return
        }
    }

    @Test func `a person of one organisation is nobody in the other, whatever their e-mail says`() throws {
        try store.setJITEnabled(true, of: other)
        try add("a@corp.example", "a", of: corp, uid: 1_900_000_001)
        // Their provider names an address of Corp's domain: row 4, and no member of Corp's is found by it.
        let false1 = person("a@corp.example", at: "https://idp.other.example")
        guard case .refused(let decision) = try admit(false1, of: other, as: "a", uid: 1_900_000_001) else {
            Issue.record("admitted")
            return
        }
        #expect(decision.row == .heldByAnother)
        #expect(decision.organisation == other)
        // What Other's provider signed is worth nothing in Corp.
        let false2 = person("a@corp.example", at: "https://idp.other.example")
        #expect(
            try admit(false2, of: corp, as: "a", uid: 1_900_000_001) == .identityProviderChanged)
    }

    @Test func `the same identity in two organisations that had one provider after the other is two people`()
        throws
    {
        try add("a@corp.example", "a", of: corp, uid: 1_900_000_001)
        try store.setSSORequired(false)
        let hers = person("a@corp.example", at: "https://idp.example", id: "7")
        guard case .admitted = try admit(hers, of: corp, as: "a", uid: 1_900_000_001) else {
            Issue.record("refused")
            return
        }
        try store.removeIdentityProvider(of: corp)
        try store.removeIdentityProvider(of: other)
        try store.addIdentityProvider(Self.provider("https://idp.example"), of: other)
        try add("b@other.example", "b", of: other, uid: 1_900_000_002)
        let his = person("b@other.example", at: "https://idp.example", id: "7")
        // The second time he is known by nothing but the identity.
        for _ in 1...2 {
            guard case .admitted(let member, _, _) = try admit(his, of: other, as: "b", uid: 1_900_000_002)
            else {
                Issue.record("refused")
                return
            }
            #expect(member.login == LoginName("b")!)
        }
        #expect(try store.member(identity: hers, of: corp)?.login == LoginName("a")!)
    }

    @Test func `no seat, nobody new by single sign-on either, and who is known still gets in`() throws {
        try store.setSeatLimit(1, of: corp)
        try add("a@corp.example", "a", of: corp, uid: 1_900_000_001)
        guard
            case .admitted = try admit(
                person("a@corp.example", at: "https://idp.example"), of: corp, as: "a", uid: 1_900_000_001)
        else {
            Issue.record("refused")
            return
        }
        let new = person("new@corp.example", at: "https://idp.example")
        #expect(try admit(new, of: corp, as: "new") == .noSeat(limit: 1))
        #expect(try store.members(of: corp).count == 1)
        try store.setSeatLimit(2, of: corp)
        guard case .admitted(_, _, isNew: true) = try admit(new, of: corp, as: "new") else {
            Issue.record("refused")
            return
        }
    }

    // MARK: A name that several want

    @Test func `several may be pending for a name, one holds it, and row 4 tells the others`() throws {
        let name = DomainName("wanted.example")!
        try claim(name, of: corp, .pending)
        try claim(name, of: other, .pending)
        #expect(try store.holder(of: name) == nil)
        try move(name, of: corp, to: .verified)
        #expect(throws: StoreError.conflict) { try move(name, of: other, to: .verified) }
        #expect(try store.holder(of: name) == corp)
        try add("x@wanted.example", "x", of: other, uid: 1_900_000_003)
        let theirs = try #require(try standing("x", 1_900_000_003).memberships.first)
        #expect(theirs.heldByAnother && theirs.claim?.state == .pending)
        #expect(decide(theirs, method: .sso).row == .heldByAnother)
        try move(name, of: corp, to: .lapsed)
        try move(name, of: other, to: .verified)
        #expect(try standing("x", 1_900_000_003).memberships.first?.heldByAnother == false)
        try move(name, of: corp, to: .lapsed)
        #expect(throws: StoreError.conflict) { try move(name, of: corp, to: .verified) }
    }

    @Test func `members of a domain that another organisation takes over never become theirs`() throws {
        try store.setJITEnabled(true, of: other)
        try add("b@other.example", "b", of: other, uid: 1_900_000_002)
        try add("a@corp.example", "a", of: corp, uid: 1_900_000_001)
        try store.setSSORequired(false)
        try move(corpDomain, of: corp, to: .withdrawn)
        try claim(corpDomain, of: other, .verified)
        // Other's provider may now speak for the domain, but not for Corp's member or her account.
        let hers = person("a@corp.example", at: "https://idp.other.example")
        guard
            case .admitted = try admit(
                person("b@other.example", at: "https://idp.other.example"), of: other, as: "b",
                uid: 1_900_000_002)
        else {
            Issue.record("refused")
            return
        }
        #expect(try admit(hers, of: other, as: "a", uid: 1_900_000_001) == .noLoginName("taken"))
        #expect(try store.memberships(login: LoginName("a")!).map(\.organisation) == [corp])
        #expect(try standing("a", 1_900_000_001).memberships.map(\.heldByAnother) == [true])
        #expect(decide(try standing("a", 1_900_000_001), method: .sso).row == .heldByAnother)
    }
}
