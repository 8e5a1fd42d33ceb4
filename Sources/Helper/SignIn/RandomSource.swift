/// Where unguessable values come from.
struct RandomSource: Sendable {
    /// As many bytes as are asked for, each of them unpredictable.
    let bytes: @Sendable (_ count: Int) -> [UInt8]

    /// The operating system's generator.
    static let system = RandomSource { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// At least `bits` random bits as text that survives a URL, a cookie, and being read aloud.
    func token(bits: Int) -> String {
        Base32.encode(bytes((bits + 7) / 8))
    }
}

extension RandomSource: RandomNumberGenerator {
    /// Eight of the bytes.
    mutating func next() -> UInt64 { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}

/// Crockford's base 32: no letter is mistaken for another one or for a digit.
enum Base32 {
    static let alphabet = [UInt8]("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// Five bits a character, most significant first, the last character filled up with zero bits.
    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
            buffer &= 0xFF
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Whether two secrets are equal, in a time that depends on their lengths alone.
func constantTimeEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(left, right) { difference |= one ^ other }
    return difference == 0
}
