import Policy
import Testing
import Wire

@testable import PAMModule

/// The authentication token as a SAML response.
@Suite struct AssertionModeTests {
    private static let response =
        "PHNhbWxwOlJlc3BvbnNl" + String(repeating: "QUJD", count: 1_500) + "\r\nQUI="

    private func run(
        _ facts: Facts, _ person: ScriptedPerson, _ helper: ScriptedHelper = ScriptedHelper(),
        mode: ModuleOptions.Mode = .assertion
    ) throws -> Verdict {
        LoginFlow(
            person: person, helper: helper, visitor: try Sample.visitor(), host: "build7", patience: 2_000,
            mode: mode
        ).run(Plan(LoginPlan(Standing([facts]))))
    }

    @Test(arguments: [ModuleOptions.Mode.assertion, .auto])
    func aTokenThatAnEarlierModuleTookIsHandedOver(mode: ModuleOptions.Mode) throws {
        let (person, helper) = (ScriptedPerson(), ScriptedHelper([.success(.granted(Sample.account()))]))
        person.earlierToken = Self.response + "\n"
        #expect(try run(Sample.facts(Sample.member), person, helper, mode: mode) == .granted)
        let origin = try Sample.visitor().origin
        #expect(
            helper.requests == [.present(Sample.account(), origin, response: Array(Self.response.utf8))])
        #expect(person.questions.isEmpty)
        #expect(!person.logged.contains { $0.contains("QUJD") })
    }

    @Test func withoutATokenItIsAskedForOnce() throws {
        let person = ScriptedPerson([Self.response, Self.response])
        let helper = ScriptedHelper([.success(.refused(text: Array("No.".utf8), reference: []))])
        #expect(try run(Sample.facts(Sample.member), person, helper) == .denied)
        #expect(person.questions == [TerminalText.response] && person.complaints == ["No."])
    }

    @Test func onlyTheExactGrantIsAYes() throws {
        let other = Account(login: Array("alice".utf8), uid: 1_879_048_194)
        for reply in [
            Reply.granted(Sample.account("bob")), .granted(other), .noted, .wrongCode(triesLeft: 2),
            Sample.started,
        ] {
            let person = ScriptedPerson([Self.response])
            #expect(
                try run(Sample.facts(Sample.member), person, ScriptedHelper([.success(reply)])) == .denied)
        }
    }

    @Test(arguments: [
        "", "battery staple", "PHNhbWw=", "QUJD" + String(repeating: "QUJD", count: 300),
        "PHNh" + String(repeating: "QU D", count: 300), "PHNh" + String(repeating: "A", count: 400_000),
        "PHNh" + String(repeating: "\u{FF}", count: 300),
    ])
    func whatIsNoResponseIsNotSentAndMayBeAPasswordWhereThatIsOpen(token: String) throws {
        let (person, helper) = (ScriptedPerson([token]), ScriptedHelper())
        #expect(try run(Sample.facts(Sample.member), person, helper) == .wrongCode)
        #expect(helper.requests.isEmpty && person.complaints == [TerminalText.noResponse])
        let owner = ScriptedPerson([token])
        #expect(try run(Sample.facts(Sample.owner, required: false), owner) == .ignored)
        #expect(owner.complaints.isEmpty)
    }

    @Test func inAutoModeAnythingElseSignsInByBrowser() throws {
        let person = ScriptedPerson(["1"])
        person.earlierToken = "battery staple"
        let helper = ScriptedHelper([.success(Sample.started), .success(.granted(Sample.account()))])
        #expect(try run(Sample.facts(Sample.member), person, helper, mode: .auto) == .granted)
        #expect(person.questions.count == 1)
    }

    @Test func inWebModeATokenIsNotLookedAt() throws {
        let person = ScriptedPerson(["1"])
        person.earlierToken = Self.response
        let helper = ScriptedHelper([.success(Sample.started), .success(.granted(Sample.account()))])
        #expect(try run(Sample.facts(Sample.member), person, helper, mode: .web) == .granted)
    }

    @Test func whoIsRefusedByTheRuleIsNotAskedForAResponse() throws {
        let person = ScriptedPerson([Self.response])
        #expect(try run(Sample.facts(Sample.member, hasProvider: false), person) == .denied)
        #expect(person.questions.isEmpty)
    }

    @Test func aQuestionThatIsNotAnsweredIsANo() throws {
        let person = ScriptedPerson([nil])
        #expect(try run(Sample.facts(Sample.member), person) == .denied)
        #expect(person.complaints.count == 1)
    }
}
