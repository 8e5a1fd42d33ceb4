import Testing

@testable import Domains

@Suite struct `The authority section` {
    /// Header, one question `a.`, and records whose name is a pointer to the question.
    private func message(answers: [UInt8] = [], authorities: [UInt8], name: [UInt8] = [0xC0, 12]) -> [UInt8] {
        var bytes: [UInt8] = [
            0, 0, 0x81, 0x80, 0, 1, 0, UInt8(answers.count), 0, UInt8(authorities.count), 0, 0,
        ]
        bytes += [1, 65, 0, 0, 16, 0, 1]
        for type in answers + authorities {
            bytes += name + [0, type, 0, 1, 0, 0, 1, 44, 0, 22, 0, 0]
            bytes += Array(repeating: 9, count: 16) + [0, 1, 0, 2]
        }
        return bytes
    }

    @Test func `holds an SOA only when it stands there`() {
        let expected = StartOfAuthority(zone: Array("a".utf8), ttl: 300, minimum: 65_538)
        #expect(DNSMessage.authority(of: message(authorities: [6])) == expected)
        #expect(DNSMessage.authority(of: message(answers: [16, 5], authorities: [2, 6])) == expected)
        #expect(DNSMessage.authority(of: message(answers: [6], authorities: [])) == nil)
        #expect(DNSMessage.authority(of: message(authorities: [2, 47])) == nil)
        #expect(expected.negativeTTL == 300)
    }

    @Test func `names its zone in lower case, by labels and pointers`() {
        let name: [UInt8] = [3, 67, 79, 77, 0xC0, 12]
        #expect(
            DNSMessage.authority(of: message(authorities: [6], name: name))?.zone == Array("com.a".utf8))
        #expect(DNSMessage.authority(of: message(authorities: [6], name: [0]))?.zone == [])
    }

    @Test func `holds none when the message is cut short or its names run away`() {
        let whole = message(answers: [16], authorities: [6])
        for length in 0..<whole.count {
            #expect(DNSMessage.authority(of: Array(whole[..<length])) == nil)
        }
        var label = message(authorities: [6])
        label[12] = 0x80
        #expect(DNSMessage.authority(of: label) == nil)
        label[12] = 63
        #expect(DNSMessage.authority(of: label) == nil)
        for loop: [UInt8] in [[0xC0, 19], [0xC0, 21], [1, 65, 0xC0, 19], [0xFF, 0xFF]] {
            #expect(DNSMessage.authority(of: message(authorities: [6], name: loop)) == nil)
        }
        #expect(DNSMessage.authority(of: Array(repeating: 0xFF, count: 40)) == nil)
    }
}
