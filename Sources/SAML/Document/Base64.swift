/// Strict base64 (RFC 4648, section 4): the standard alphabet only, correct padding, nothing after it.
enum Base64 {
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let invalid: UInt8 = 0xFF
    private static let space: UInt8 = 0xFE
    private static let padding: UInt8 = 0xFD

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        for character in [0x20, 0x09, 0x0A, 0x0D] { table[character] = space }
        table[Int(UInt8(ascii: "="))] = padding
        return table
    }()

    /// The octets, or `nil` when `text` is anything but one canonical encoding with ASCII white space in it.
    static func decode(_ text: [UInt8]) -> [UInt8]? { decode(text.span) }

    /// The same for a string.
    static func decode(_ text: String) -> [UInt8]? { decode(text.utf8.span) }

    private static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        let values = Self.values.span
        var octets: [UInt8] = []
        octets.reserveCapacity(text.count / 4 * 3 + 3)
        var group: UInt32 = 0
        var digits = 0
        var pads = 0
        for index in text.indices {
            let value = values[Int(text[index])]
            if value < 64 {
                guard pads == 0 else { return nil }
                group = group << 6 | UInt32(value)
                digits += 1
                if digits == 4 {
                    octets.append(UInt8(truncatingIfNeeded: group >> 16))
                    octets.append(UInt8(truncatingIfNeeded: group >> 8))
                    octets.append(UInt8(truncatingIfNeeded: group))
                    (group, digits) = (0, 0)
                }
            } else if value == padding {
                pads += 1
                guard digits >= 2, digits + pads <= 4 else { return nil }
            } else if value != space {
                return nil
            }
        }
        guard digits == 0 || digits + pads == 4 else { return nil }
        return append(rest: group, digits: digits, to: octets)
    }

    /// `octets` with the last, incomplete group, whose unused bits must be zero.
    private static func append(rest group: UInt32, digits: Int, to octets: [UInt8]) -> [UInt8]? {
        switch digits {
        case 0: octets
        case 2: group & 0xF == 0 ? octets + [UInt8(truncatingIfNeeded: group >> 4)] : nil
        default:
            group & 0x3 == 0
                ? octets + [UInt8(truncatingIfNeeded: group >> 10), UInt8(truncatingIfNeeded: group >> 2)]
                : nil
        }
    }

    /// The encoding in one line, padded.
    static func encode(_ octets: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((octets.count + 2) / 3 * 4)
        var index = 0
        while index < octets.count {
            let rest = octets.count - index
            let group =
                UInt32(octets[index]) << 16 | (rest > 1 ? UInt32(octets[index + 1]) << 8 : 0)
                | (rest > 2 ? UInt32(octets[index + 2]) : 0)
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(rest > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            text.append(rest > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }
}
