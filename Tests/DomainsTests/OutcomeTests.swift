import Policy
import Testing

@testable import Domains

@Suite struct `The outcome of one check` {
    let token: ClaimToken
    let record: String

    init() {
        var source = CountingSource()
        token = ClaimToken(using: &source)
        record = "gatehouse-domain-verify=abcdefghijklmnopqrstuvwxyz234567"
    }

    private func outcome(_ answers: Answer...) -> Observation {
        Observation.outcome(of: answers, token: token)
    }

    private let nothingAtChallenge = Answer(.challenge, responseCode: 3, authority: authority)

    @Test func `is present when the domain itself holds exactly the record`() {
        let seen = outcome(Answer(.domain, responseCode: 0, records: [rdata(record)]), nothingAtChallenge)
        #expect(seen.outcome == .present && !seen.isSecure && !seen.isConfirmed)
        #expect(seen.detail == "the record stands at the domain itself")
        #expect(seen.seen == "1 TXT record at the domain itself, among them \(record)")
    }

    @Test func `is present when only the challenge name holds the record, whatever the domain says`() {
        let challenge = Answer(.challenge, responseCode: 0, records: [rdata(record)], isSecure: true)
        for other in [
            Answer(.domain, responseCode: 2), Answer(.domain, responseCode: nil),
            Answer(.domain, responseCode: 3, authority: authority),
        ] {
            let seen = outcome(other, challenge)
            #expect(seen.outcome == .present)
            #expect(seen.isSecure)
        }
    }

    @Test func `is bogus before anything else, though the token is in the data`() {
        let forged = Answer(
            .domain, responseCode: 0, records: [rdata(record)], isBogus: true, detail: "signature expired")
        let seen = outcome(
            forged, Answer(.challenge, responseCode: 0, records: [rdata(record)], isSecure: true))
        #expect(seen.outcome == .bogus)
        #expect(!seen.isSecure)
        #expect(seen.detail == "DNSSEC validation failed at the domain itself: signature expired")
    }

    @Test func `joins the strings of one record but never two records`() {
        let half = record.index(record.startIndex, offsetBy: 20)
        let (front, back) = (String(record[..<half]), String(record[half...]))
        #expect(
            outcome(Answer(.domain, responseCode: 0, records: [rdata(front, "", back)]), nothingAtChallenge)
                .outcome
                == .present)
        #expect(
            outcome(
                Answer(.domain, responseCode: 0, records: [rdata(front), rdata(back)]), nothingAtChallenge
            )
            .outcome == .absent)
    }

    @Test(arguments: [
        "gatehouse-domain-verify=abcdefghijklmnopqrstuvwxyz234567 ",
        " gatehouse-domain-verify=abcdefghijklmnopqrstuvwxyz234567",
        "gatehouse-domain-verify=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
        "Gatehouse-Domain-Verify=abcdefghijklmnopqrstuvwxyz234567",
        "gatehouse-domain-verify=abcdefghijklmnopqrstuvwxyz234567\0", "abcdefghijklmnopqrstuvwxyz234567",
        "gatehouse-domain-verify=abcdefghijklmnopqrstuvwxyz234566", "gatehouse-domain-verify=",
    ])
    func `is absent when a record only looks like the token's`(text: String) {
        let seen = outcome(Answer(.domain, responseCode: 0, records: [rdata(text)]), nothingAtChallenge)
        #expect(seen.outcome == .absent)
    }

    @Test func `finds the record among thousands`() {
        let crowd = (0..<5_000).map { rdata("v=spf1 include:\($0).example") }
        let answer = Answer(.domain, responseCode: 0, records: crowd + [rdata(record)])
        #expect(outcome(answer, nothingAtChallenge).outcome == .present)
    }

    @Test func `ignores what an alias of the domain holds, and takes the alias for absence`() {
        let alias = Answer(
            .domain, responseCode: 0, records: [rdata(record)], isSecure: true,
            alias: Array("elsewhere.com.".utf8))
        let seen = outcome(alias, nothingAtChallenge)
        #expect(seen.outcome == .absent)
        #expect(seen.detail == "no such record; the domain is a CNAME, which is not followed")
    }

    @Test func `follows an alias of the challenge name`() {
        let alias = Answer(
            .challenge, responseCode: 0, records: [rdata(record)], alias: Array("elsewhere.com.".utf8))
        #expect(outcome(Answer(.domain, responseCode: 0, authority: authority), alias).outcome == .present)
    }

    @Test(arguments: [
        Answer(.domain, responseCode: 0, isSecure: true), Answer(.domain, responseCode: 3, isSecure: true),
        Answer(.domain, responseCode: 0, authority: authority),
        Answer(.domain, responseCode: 3, authority: authority),
        Answer(.domain, responseCode: 0, records: [rdata("v=spf1 -all")]),
    ])
    func `is absent by proof, by other records or by the zone's SOA`(answer: Answer) {
        #expect(outcome(answer, nothingAtChallenge).outcome == .absent)
    }

    @Test func `is securely absent only when both places are`() {
        let proven = Answer(.domain, responseCode: 0, isSecure: true)
        #expect(!outcome(proven, nothingAtChallenge).isSecure)
        #expect(outcome(proven, Answer(.challenge, responseCode: 3, isSecure: true)).isSecure)
    }

    @Test(arguments: [
        (Answer(.domain, responseCode: nil), "no answer in time"),
        (Answer(.domain, responseCode: 2), "SERVFAIL"),
        (Answer(.domain, responseCode: 5), "REFUSED"), (Answer(.domain, responseCode: 9), "response code 9"),
        (
            Answer(.domain, responseCode: 0),
            "no SOA record in it, as from a server that does not know the zone"
        ),
        (
            Answer(.domain, responseCode: 3),
            "no SOA record in it, as from a server that does not know the zone"
        ),
        (Answer(.domain, responseCode: 2, isSecure: true, authority: authority), "SERVFAIL"),
    ])
    func `is unknown when one place gave no usable answer`(answer: Answer, reason: String) {
        let seen = outcome(nothingAtChallenge, answer)
        #expect(seen == Observation(.unknown, detail: "no usable answer at the domain itself: \(reason)"))
    }

    @Test func `is unknown when nothing was asked`() {
        #expect(Observation.outcome(of: [], token: token).outcome == .unknown)
    }

    @Test(arguments: [[], [5, 65], [255], [1, 65, 9], [0, 1]] as [[UInt8]])
    func `takes nothing from malformed records, not even absence`(rdata: [UInt8]) {
        #expect(TXTRecord(rdata: rdata) == nil)
        #expect(
            outcome(Answer(.domain, responseCode: 0, records: [rdata]), nothingAtChallenge).outcome
                == .unknown)
    }

    @Test func `takes nothing from a record beside an error code`() {
        let odd = Answer(.domain, responseCode: 2, records: [rdata(record)])
        #expect(outcome(odd, nothingAtChallenge).outcome == .unknown)
    }

    @Test func `tells what was seen in few words that no terminal minds`() {
        let long = "gatehouse-domain-verify=\u{1B}[2J\0" + String(repeating: "x", count: 200)
        let crowd = [rdata(long)] + (0..<1_000).map { rdata("gatehouse-domain-verify=\($0)") } + [[9, 1]]
        let seen = outcome(
            Answer(.domain, responseCode: 0, records: crowd),
            Answer(
                .challenge, responseCode: 2,
                detail: "\u{1B}]0;pwned\u{7}" + String(repeating: "é", count: 500)))
        #expect(
            seen.seen.hasPrefix(
                "1002 TXT records at the domain itself, among them gatehouse-domain-verify=\\x1B[2J"))
        for text in [seen.seen, seen.detail] {
            #expect(text.utf8.count <= 400)
            #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        }
    }

    @Test func `keeps bytes that are no text from hiding the record or standing in for it`() {
        let strange: [[UInt8]] = [[3, 0, 0, 0], [2, 0xC3, 0x28], [1, 0xFF], [0]]
        let all = Answer(.domain, responseCode: 0, records: strange + [rdata(record)])
        #expect(outcome(all, nothingAtChallenge).outcome == .present)
        let none = Answer(.domain, responseCode: 0, records: strange)
        #expect(outcome(none, nothingAtChallenge).outcome == .absent)
    }
}
