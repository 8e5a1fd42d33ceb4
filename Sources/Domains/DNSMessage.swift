/// Reads the one thing that libunbound does not say in its result: the SOA record of the authority section
/// (RFC 1035, 4.1). Every length is checked; a malformed message holds none.
enum DNSMessage {
    static func authority(of message: [UInt8]) -> StartOfAuthority? {
        let headerLength = 12
        guard message.count >= headerLength else { return nil }
        func number(at offset: Int) -> Int { Int(message[offset]) << 8 | Int(message[offset + 1]) }
        func long(at offset: Int) -> UInt32 { UInt32(number(at: offset) << 16 | number(at: offset + 2)) }
        let (questions, answers, authorities) = (number(at: 4), number(at: 6), number(at: 8))

        var position = headerLength
        for _ in 0..<questions {
            guard let end = nameEnd(in: message, from: position), end + 4 <= message.count else {
                return nil
            }
            position = end + 4
        }
        for index in 0..<(answers + authorities) {
            guard let end = nameEnd(in: message, from: position), end + 10 <= message.count else {
                return nil
            }
            let rdataEnd = end + 10 + number(at: end + 8)
            guard rdataEnd <= message.count else { return nil }
            // Two names of at least a byte, then five numbers.
            if index >= answers, number(at: end) == Question.RecordType.soa.rawValue,
                number(at: end + 8) >= 22,
                let zone = name(in: message, at: position)
            {
                return StartOfAuthority(
                    zone: zone, ttl: long(at: end + 4), minimum: long(at: rdataEnd - 4))
            }
            position = rdataEnd
        }
        return nil
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

    /// The name at `start`, lower case, its labels joined by dots. A compression pointer must point
    /// backwards.
    private static func name(in message: [UInt8], at start: Int) -> [UInt8]? {
        var (position, limit) = (start, start)
        var name: [UInt8] = []
        while position < message.count, name.count <= 255 {
            let length = Int(message[position])
            switch length {
            case 0: return name.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
            case 1...63:
                guard position + 1 + length <= message.count else { return nil }
                name +=
                    (name.isEmpty ? [] : [UInt8(ascii: ".")]) + message[(position + 1)...(position + length)]
                position += 1 + length
            default:
                guard length >= 0xC0, position + 1 < message.count else { return nil }
                position = (length & 0x3F) << 8 | Int(message[position + 1])
                guard position < limit else { return nil }
                limit = position
            }
        }
        return nil
    }
}
