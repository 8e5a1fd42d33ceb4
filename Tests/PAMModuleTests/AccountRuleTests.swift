import Policy
import Testing

@testable import PAMModule

@Suite struct AccountRuleTests {
    private func verdict(_ facts: Facts, _ proof: Proof?, statusOnly: Bool = false) -> Verdict {
        let verdicts = AccountRule.methods(proof, asksNothing: statusOnly).map {
            AccountRule.verdict(Finding(decide(Standing([facts]), method: $0)))
        }
        return verdicts.first { $0 == .denied } ?? verdicts[0]
    }

    @Test func aSignInSufficesWhileTheMemberIsActive() throws {
        #expect(try verdict(Sample.facts(Sample.member), .sso) == .granted)
        let suspended = Subject.member(role: .member, status: .suspended, account: .managed)
        #expect(try verdict(Sample.facts(suspended), .sso) == .denied)
        #expect(try verdict(Sample.facts(suspended), nil, statusOnly: true) == .denied)
    }

    @Test func whoSignedInAndIsStillNobodyIsDenied() throws {
        var facts = try Sample.facts(.unknown)
        facts.jitEnabled = true
        #expect(verdict(facts, .sso) == .denied)
    }

    @Test func aKeyAloneSufficesOnlyWhereSingleSignOnIsNotRequired() throws {
        #expect(try verdict(Sample.facts(Sample.member), nil) == .denied)
        #expect(try verdict(Sample.facts(Sample.member, required: false), nil) == .granted)
        #expect(try verdict(Sample.facts(Sample.member), nil, statusOnly: true) == .granted)
    }

    @Test func aPasswordIsJudgedAgain() throws {
        #expect(try verdict(Sample.facts(Sample.owner, hasProvider: false), .password) == .ignored)
        #expect(try verdict(Sample.facts(Sample.owner), .password) == .denied)
        #expect(try verdict(Sample.facts(Sample.owner), .password, statusOnly: true) == .denied)
    }

    @Test func aPasswordThatMayHaveBeenWrongHasToSufficeAsAKeyToo() throws {
        var facts = try Sample.facts(Sample.member)
        facts.claim = nil
        facts.externals = .password
        #expect(verdict(facts, .password) == .ignored)
        #expect(verdict(facts, .leftToPassword) == .denied)
        facts.ssoRequired = false
        #expect(verdict(facts, .leftToPassword) == .ignored)
        #expect(try verdict(Sample.facts(Sample.owner, hasProvider: false), .leftToPassword) == .ignored)
    }

    @Test func anOwnerWhoProvedSomethingIsWarnedOfADomainThatLapses() throws {
        var facts = try Sample.facts(Sample.owner)
        facts.endangered = facts.claim
        facts.endangered?.state = .grace
        for proof in [Proof.sso, .password] {
            let warning = try #require(AccountRule.warning(Standing([facts]), proof: proof))
            #expect(warning.contains("corp.example unverifies in 7 days"))
        }
        #expect(AccountRule.warning(Standing([facts]), proof: nil) == nil)
        facts.subject = Sample.member
        #expect(AccountRule.warning(Standing([facts]), proof: .sso) == nil)
    }

    @Test func whoIsNotManagedIsIgnored() {
        for proof in [Proof.sso, .password, nil] {
            #expect(verdict(Facts(subject: .unmanaged, now: Sample.now), proof) == .ignored)
        }
    }

    @Test func everyVerdictHasItsResultCode() {
        #expect([Verdict.granted, .ignored, .denied, .wrongCode].map { $0.code } == [0, 25, 6, 7])
    }
}
