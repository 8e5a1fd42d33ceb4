/// Names that nobody has asked for: whoever answers for one asks on for it, and does not say what is
/// remembered.
///
/// Two kinds of resolver do answer by themselves, and cannot be told from the network behind them: one that
/// concludes from a remembered proof of a signed zone that a name is not there (RFC 8198), as long as it
/// keeps that proof; and one that is set to answer for the zone itself.
struct UnaskedNames: Sendable {
    private let random: @Sendable () -> UInt64

    /// - Parameter random: nobody else may be able to tell the next number.
    init(random: @escaping @Sendable () -> UInt64) { self.random = random }

    /// A question for a new name, next below the zone, or below what of its name is not too long for the
    /// DNS. It tells whoever is asked nothing but the zone.
    func question(below zone: [UInt8]) -> Question {
        var zone = zone[...]
        while zone.count > 253 - Self.length - 1 {
            zone = zone.drop { $0 != UInt8(ascii: ".") }.dropFirst()
        }
        let number = random()
        let label = (0..<Self.length).map { Self.letters[Int(number >> UInt64($0 * 5) & 31)] }
        return Question(nil, name: label + (zone.isEmpty ? [] : [UInt8(ascii: ".")]) + zone)
    }

    /// Of five bits each.
    private static let length = 12
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
}
