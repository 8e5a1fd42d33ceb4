/// Lengths of time as XML Schema writes them (`xs:duration`).
enum CalendarDuration {
    /// The seconds of a duration that is not negative, or `nil`. A month counts as 30 days and a year as 365; a fraction of
    /// a second is dropped; each number has at most nine digits.
    static func parse(_ text: String) -> Int64? {
        var rest = Array(text.utf8)[...]
        guard rest.popFirst() == UInt8(ascii: "P") else { return nil }
        let days: [(UInt8, Int64)] = [
            (UInt8(ascii: "Y"), 365 * 86_400), (UInt8(ascii: "M"), 30 * 86_400), (UInt8(ascii: "D"), 86_400),
        ]
        let hours: [(UInt8, Int64)] = [
            (UInt8(ascii: "H"), 3_600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1),
        ]
        let parts = rest.split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = sum(of: parts[0], in: days, isTime: false) else { return nil }
        guard parts.count == 2 else { return parts[0].isEmpty ? nil : first }
        guard !parts[1].isEmpty, let second = sum(of: parts[1], in: hours, isTime: true) else { return nil }
        return first + second
    }

    /// Adds up numbers with their units, which have to come in the order of `units`.
    private static func sum(
        of part: ArraySlice<UInt8>, in units: [(name: UInt8, seconds: Int64)], isTime: Bool
    ) -> Int64? {
        var (total, rest, next): (Int64, ArraySlice<UInt8>, Int) = (0, part, 0)
        while !rest.isEmpty {
            let digits = rest.prefix { isDigit($0) }
            guard (1...9).contains(digits.count) else { return nil }
            rest = rest.dropFirst(digits.count)
            var hasFraction = false
            if isTime, rest.first == UInt8(ascii: ".") {
                let fraction = rest.dropFirst().prefix { isDigit($0) }
                guard !fraction.isEmpty else { return nil }
                rest = rest.dropFirst(1 + fraction.count)
                hasFraction = true
            }
            guard let unit = rest.popFirst(),
                let place = units[next...].firstIndex(where: { $0.name == unit }),
                !hasFraction || unit == UInt8(ascii: "S")
            else { return nil }
            total += digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) } * units[place].seconds
            next = place + 1
        }
        return total
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
