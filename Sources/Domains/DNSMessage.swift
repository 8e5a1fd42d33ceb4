/// Reads the one thing that libunbound does not say in its result: whether the authority section holds an SOA
/// record (RFC 1035, 4.1). Every length is checked; a malformed message holds none.
enum DNSMessage {
    static func hasSOA(inAuthorityOf message: [UInt8]) -> Bool {
        let headerLength = 12
        guard message.count >= headerLength else { return false }
        func number(at offset: Int) -> Int { Int(message[offset]) << 8 | Int(message[offset + 1]) }
        let (questions, answers, authorities) = (number(at: 4), number(at: 6), number(at: 8))

        var position = headerLength
        for _ in 0..<questions {
            guard let end = nameEnd(in: message, from: position), end + 4 <= message.count else {
                return false
            }
            position = end + 4
        }
        for index in 0..<(answers + authorities) {
            guard let end = nameEnd(in: message, from: position), end + 10 <= message.count else {
                return false
            }
            let rdataEnd = end + 10 + number(at: end + 8)
            guard rdataEnd <= message.count else { return false }
            let soa = 6
            if index >= answers, number(at: end) == soa { return true }
            position = rdataEnd
        }
        return false
    }

    /// The offset after the name that begins at `start`: after its root label, or after its first compression
    /// pointer.
    private static func nameEnd(in message: [UInt8], from start: Int) -> Int? {
        var position = start
        while position < message.count {
            switch message[position] {
            case 0: return position + 1
            case 1...63: position += 1 + Int(message[position])
            case 0xC0...: return position + 2 <= message.count ? position + 2 : nil
            default: return nil
            }
        }
        return nil
    }
}
