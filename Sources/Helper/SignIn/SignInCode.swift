/// What the person carries from the browser to the terminal: 40 random bits, shown as `ABCD-EFGH`.
struct SignInCode: Sendable {
    private let characters: [UInt8]

    /// Draws a new one.
    init(random: RandomSource) {
        characters = [UInt8](random.token(bits: 40).utf8)
    }

    /// The code as people read it.
    var shown: String {
        let text = String(decoding: characters, as: UTF8.self).uppercased()
        return text.prefix(4) + "-" + text.suffix(4)
    }

    /// Whether somebody typed this code. Case, spaces and hyphens do not matter, and the letters that look like
    /// digits count as these.
    func matches(_ typed: [UInt8]) -> Bool {
        constantTimeEqual(Self.normalised(typed), characters)
    }

    /// What was typed, in the form in which codes are compared.
    static func normalised(_ typed: [UInt8]) -> [UInt8] {
        typed.compactMap { byte in
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): nil
            case UInt8(ascii: "O"), UInt8(ascii: "o"): UInt8(ascii: "0")
            case UInt8(ascii: "I"), UInt8(ascii: "i"), UInt8(ascii: "L"), UInt8(ascii: "l"): UInt8(ascii: "1")
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            default: byte
            }
        }
    }
}
