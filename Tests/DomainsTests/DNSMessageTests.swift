import Testing

@testable import Domains

@Suite struct `The authority section` {
    /// Header, one question `a.`, and records whose name is a pointer to the question.
    private func message(answers: [UInt8] = [], authorities: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [
            0, 0, 0x81, 0x80, 0, 1, 0, UInt8(answers.count), 0, UInt8(authorities.count), 0, 0,
        ]
        bytes += [1, 97, 0, 0, 16, 0, 1]
        for type in answers + authorities {
            bytes += [0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, 3, 1, 2, 3]
        }
        return bytes
    }

    @Test func `holds an SOA only when it stands there`() {
        #expect(DNSMessage.hasSOA(inAuthorityOf: message(authorities: [6])))
        #expect(DNSMessage.hasSOA(inAuthorityOf: message(answers: [16, 5], authorities: [2, 6])))
        #expect(!DNSMessage.hasSOA(inAuthorityOf: message(answers: [6], authorities: [])))
        #expect(!DNSMessage.hasSOA(inAuthorityOf: message(authorities: [2, 47])))
    }

    @Test func `holds none when the message is cut short or its names run away`() {
        let whole = message(answers: [16], authorities: [6])
        for length in 0..<whole.count { #expect(!DNSMessage.hasSOA(inAuthorityOf: Array(whole[..<length]))) }
        var label = message(authorities: [6])
        label[12] = 0x80
        #expect(!DNSMessage.hasSOA(inAuthorityOf: label))
        label[12] = 63
        #expect(!DNSMessage.hasSOA(inAuthorityOf: label))
        #expect(!DNSMessage.hasSOA(inAuthorityOf: Array(repeating: 0xFF, count: 40)))
    }
}
