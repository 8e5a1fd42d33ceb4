import Policy
import Testing

@testable import PAMModule

@Suite struct AccountRuleTests {
    private func verdict(_ facts: Facts, _ proof: Proof?, statusOnly: Bool = false) -> Verdict {
        AccountRule.verdict(
            Finding(
                decide(
                    Standing([facts]), method: AccountRule.method(proof, asksNothing: statusOnly))))
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
