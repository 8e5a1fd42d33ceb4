import Glibc
import Policy
import Testing
import Wire

@testable import PAMModule

/// People who do not answer as they were asked to.
@Suite struct OddAnswerTests {
    private func run(_ answers: [[UInt8]?], _ helper: ScriptedHelper) throws -> (Verdict, ScriptedPerson) {
        let person = ScriptedPerson(octets: answers)
        let flow = LoginFlow(
            person: person, helper: helper, visitor: try Sample.visitor(), host: "build7", patience: 2_000)
        let verdict = flow.run(Plan(LoginPlan(Standing([try Sample.facts(Sample.member)]))))
        return (verdict, person)
    }

    private static let odd: [[UInt8]] = [
        [], [0x20, 0x09, 0x0D, 0x0A], Array(repeating: 0x41, count: 33), Array(repeating: 0x41, count: 513),
        Array(repeating: 0x41, count: 1_000_000),
    ]

    @Test(arguments: odd) func whatCannotBeACodeIsNotSentAndTheNextAnswerCounts(answer: [UInt8]) throws {
        let helper = ScriptedHelper([.success(Sample.started), .success(.granted(Sample.account()))])
        let (verdict, person) = try run([answer, Array("123456".utf8)], helper)
        #expect(verdict == .granted)
        #expect(helper.requests.count == 2 && person.questions.count == 2)
        #expect(person.questions[1].contains("no code"))
    }

    @Test func bytesThatAreNoTextAreSentAsTheyAre() throws {
        let helper = ScriptedHelper([.success(Sample.started), .success(.wrongCode(triesLeft: 2))])
        let octets: [UInt8] = [0xFF, 0xFE, 0x80, 0xC3, 0x1B, 0x5B]
        let (verdict, person) = try run([octets, nil], helper)
        #expect(verdict == .denied)
        #expect(
            helper.requests.last
                == .redeem(reference: Array("K7QM-2D".utf8), code: octets, Sample.account()))
        #expect(!person.questions[1].utf8.contains(0x1B))
    }

    @Test func whoBreaksOffAfterAWrongCodeIsDenied() throws {
        let helper = ScriptedHelper([.success(Sample.started), .success(.wrongCode(triesLeft: 2))])
        let (verdict, person) = try run([Array("1".utf8), nil], helper)
        #expect(verdict == .denied && person.complaints.count == 1)
    }

    @Test func aStaleCodeIsRefusedWithWhatToDo() throws {
        let stale = Reply.refused(text: Array("This sign-in has ended. Start again.".utf8), reference: [])
        let helper = ScriptedHelper([.success(Sample.started), .success(stale)])
        let (verdict, person) = try run([Array("1".utf8), Array("2".utf8)], helper)
        #expect(verdict == .denied)
        #expect(person.questions.count == 1)
        #expect(person.complaints == ["This sign-in has ended. Start again."])
    }

    @Test func onlyOverSSHAnotherMethodIsNamed() throws {
        for (service, text) in [("sshd", TerminalText.needsQuestions), ("sudo", TerminalText.noAnswer)] {
            let person = ScriptedPerson([nil])
            let origin = Origin(service: Array(service.utf8), remoteHost: [], terminal: [])
            let visitor = Visitor(
                login: try #require(LoginName("alice")), uid: 1_879_048_193, isLocal: false, origin: origin)
            let flow = LoginFlow(
                person: person, helper: ScriptedHelper([.success(Sample.started)]), visitor: visitor,
                host: "build7", patience: 2_000)
            #expect(
                flow.run(Plan(LoginPlan(Standing([try Sample.facts(Sample.member)])))) == .denied)
            #expect(person.complaints == [text])
        }
    }
}
