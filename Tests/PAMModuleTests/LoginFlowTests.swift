import Policy
import Testing
import Wire

@testable import PAMModule

@Suite struct LoginFlowTests {
    private func run(
        _ facts: Facts, _ person: ScriptedPerson, _ helper: ScriptedHelper = ScriptedHelper()
    ) throws -> Verdict {
        LoginFlow(
            person: person, helper: helper, visitor: try Sample.visitor(), host: "build7", patience: 2_000
        )
        .run(Plan(LoginPlan(Standing([facts]))))
    }

    @Test func whoIsNotManagedIsIgnoredInSilence() throws {
        let (person, helper) = (ScriptedPerson(), ScriptedHelper())
        #expect(try run(Facts(subject: .unmanaged, now: Sample.now), person, helper) == .ignored)
        #expect(
            person.questions.isEmpty && person.informed.isEmpty && person.complaints.isEmpty
                && person.logged.isEmpty)
        #expect(helper.requests.isEmpty && helper.reports.isEmpty)
    }

    @Test func whoIsDeniedByTheRuleIsToldAndReportedAndNotAsked() throws {
        let (person, helper) = (ScriptedPerson(["1"]), ScriptedHelper())
        #expect(try run(Sample.facts(Sample.member, hasProvider: false), person, helper) == .denied)
        #expect(person.questions.isEmpty && person.complaints.count == 1)
        #expect(helper.requests.isEmpty && helper.reports == [7])
        #expect(person.logged.first?.contains("row 7: single sign-on isn't set up correctly") == true)
    }

    @Test func anOwnerIsLeftToThePasswordAndToldWhy() throws {
        let (person, helper) = (ScriptedPerson(), ScriptedHelper())
        #expect(try run(Sample.facts(Sample.owner, hasProvider: false), person, helper) == .ignored)
        #expect(person.informed == ["A password is accepted because no identity provider is configured."])
        #expect(helper.requests.isEmpty && helper.reports == [14])
    }

    @Test func theRightCodeLetsIn() throws {
        let person = ScriptedPerson([" 123456\n"])
        let helper = ScriptedHelper([.success(Sample.started), .success(.granted(Sample.account()))])
        #expect(try run(Sample.facts(Sample.member), person, helper) == .granted)
        #expect(
            helper.requests.last
                == .redeem(
                    reference: Array("K7QM-2D".utf8), code: Array("123456".utf8), Sample.account()))
        #expect(!person.logged.contains { $0.contains("123456") })
    }

    @Test func whatUsesACodeUpIsWaitedForLongerThanWhatCanBeAskedAgain() throws {
        let helper = ScriptedHelper([.success(Sample.started), .success(.granted(Sample.account()))])
        #expect(try run(Sample.facts(Sample.member), ScriptedPerson(["1"]), helper) == .granted)
        #expect(helper.patience == [2_000, 2_500])
    }

    @Test func aGrantForAnotherAccountIsANo() throws {
        let other = Account(login: Array("alice".utf8), uid: 1_879_048_194)
        for account in [Sample.account("bob"), other] {
            let helper = ScriptedHelper([.success(Sample.started), .success(.granted(account))])
            #expect(try run(Sample.facts(Sample.member), ScriptedPerson(["1"]), helper) == .denied)
        }
    }

    @Test func aGrantBeforeAnyCodeIsANo() throws {
        let helper = ScriptedHelper([.success(.granted(Sample.account()))])
        #expect(try run(Sample.facts(Sample.member), ScriptedPerson(["1"]), helper) == .denied)
    }

    @Test func threeWrongCodesAreTheEnd() throws {
        let person = ScriptedPerson(["1", "2", "3", "4"])
        let helper = ScriptedHelper(
            [.success(Sample.started)] + Array(repeating: .success(.wrongCode(triesLeft: 9)), count: 9))
        #expect(try run(Sample.facts(Sample.member), person, helper) == .wrongCode)
        #expect(person.questions.count == 3 && person.questions[1].contains("2 tries left"))
    }

    @Test func enterIsNoCode() throws {
        let (person, helper) = (ScriptedPerson(["", "", ""]), ScriptedHelper([.success(Sample.started)]))
        #expect(try run(Sample.facts(Sample.member), person, helper) == .wrongCode)
        #expect(helper.requests.count == 1)
    }

    @Test func enterChoosesThePasswordWhereItIsOpen() throws {
        let (person, helper) = (ScriptedPerson([""]), ScriptedHelper([.success(Sample.started)]))
        #expect(try run(Sample.facts(Sample.owner, required: false), person, helper) == .ignored)
        #expect(helper.reports == [12])
    }

    @Test func aQuestionThatCannotBeAskedLeavesThePasswordOnlyWhereItIsOpen() throws {
        let open = ScriptedHelper([.success(Sample.started)])
        #expect(try run(Sample.facts(Sample.owner, required: false), ScriptedPerson([nil]), open) == .ignored)
        let closed = ScriptedHelper([.success(Sample.started)])
        let person = ScriptedPerson([nil])
        #expect(try run(Sample.facts(Sample.member), person, closed) == .denied)
        #expect(person.complaints == [TerminalText.needsQuestions])
    }

    @Test func aFailingHelperLeavesThePasswordOnlyWhereItIsOpen() throws {
        let errors: [HelperError] = [
            .unreachable(2), .broken(5), .timedOut, .closedEarly, .untrusted(uid: 7), .garbage(.truncated),
            .unexpectedReply,
        ]
        for error in errors {
            let person = ScriptedPerson(["1"])
            #expect(
                try run(Sample.facts(Sample.member), person, ScriptedHelper([.failure(error)])) == .denied)
            #expect(person.complaints == [TerminalText.serviceUnavailable])
            #expect(person.logged.first?.contains(error.description) == true)
            let owner = ScriptedPerson()
            #expect(
                try run(Sample.facts(Sample.owner, required: false), owner, ScriptedHelper([.failure(error)]))
                    == .ignored)
            #expect(owner.informed == [TerminalText.passwordInstead])
        }
    }

    @Test func aHelperThatFailsAfterTheCodeOpensNothing() throws {
        let helper = ScriptedHelper([.success(Sample.started), .failure(.timedOut)])
        #expect(
            try run(Sample.facts(Sample.owner, required: false), ScriptedPerson(["1"]), helper) == .denied)
    }

    @Test func aRefusalOfTheHelperIsShownWithItsReference() throws {
        let person = ScriptedPerson(["1"])
        let refusal = Reply.refused(text: Array("Not you.".utf8), reference: Array("K7QM-2D".utf8))
        let helper = ScriptedHelper([.success(Sample.started), .success(refusal)])
        #expect(try run(Sample.facts(Sample.member), person, helper) == .denied)
        #expect(person.complaints == ["Not you.\nReference: K7QM-2D"])
    }

    @Test func aHelperThatTakesNoMoreSignInsLeavesThePasswordToWhoMayUseIt() throws {
        let refusal = Reply.refused(text: Array("Too many.".utf8), reference: [])
        let (owner, member) = (ScriptedPerson(), ScriptedPerson())
        #expect(
            try run(Sample.facts(Sample.owner, required: false), owner, ScriptedHelper([.success(refusal)]))
                == .ignored)
        #expect(owner.informed == [TerminalText.passwordInstead])
        #expect(try run(Sample.facts(Sample.member), member, ScriptedHelper([.success(refusal)])) == .denied)
    }

    @Test func aRecoveryCodeLetsInAndIsToldApart() throws {
        let person = ScriptedPerson([" ABCD-EFGH-JKMN-PQRS\n"])
        let helper = ScriptedHelper([.success(Sample.started), .success(.recovered(Sample.account()))])
        #expect(try run(Sample.facts(Sample.owner), person, helper) == .recovered)
        #expect(!person.logged.contains { $0.contains("ABCD") })
        let other = ScriptedHelper([.success(Sample.started), .success(.recovered(Sample.account("bob")))])
        #expect(try run(Sample.facts(Sample.owner), ScriptedPerson(["1"]), other) == .denied)
    }

    @Test func recoveryCodesAreOfferedInTheSameWordsToEverybody() throws {
        var questions: Set<String> = []
        for subject in [Sample.owner, Sample.member, .unknown] {
            let person = ScriptedPerson([nil])
            var facts = try Sample.facts(subject)
            facts.jitEnabled = true
            #expect(try run(facts, person, ScriptedHelper([.success(Sample.started)])) == .denied)
            questions.formUnion(person.questions)
        }
        #expect(questions.count == 1 && questions.first?.contains("recovery code") == true)
    }

    @Test func anOwnerWithoutAnyOtherWayInIsAskedForARecoveryCode() throws {
        let owner = Subject.member(role: .owner, status: .active, account: .managed)
        let person = ScriptedPerson(["", "ABCD-EFGH-JKMN-PQRS"])
        let helper = ScriptedHelper([.success(Sample.started), .success(.recovered(Sample.account()))])
        #expect(try run(Sample.facts(owner, hasProvider: false), person, helper) == .recovered)
        #expect(
            person.questions.first
                == "\nSingle sign-on isn't set up correctly. Ask an owner of your organisation.\nOwner's recovery code: "
        )
        let down = ScriptedPerson(["ABCD-EFGH-JKMN-PQRS"])
        #expect(
            try run(Sample.facts(owner, hasProvider: false), down, ScriptedHelper([.failure(.timedOut)]))
                == .denied)
        #expect(down.questions.isEmpty && down.complaints == [TerminalText.serviceUnavailable])
    }
}
