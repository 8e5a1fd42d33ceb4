internal import ArgumentParser

/// How many members there may be, as it is typed.
struct SeatLimit: ExpressibleByArgument {
    /// nil for any number.
    let seats: Int64?

    init(seats: Int64?) { self.seats = seats }

    init?(argument: String) {
        if argument == "none" {
            seats = nil
        } else if let number = Int64(argument), (1...1_000_000).contains(number) {
            seats = number
        } else {
            return nil
        }
    }

    var text: String { seats.map { "\($0)" } ?? "none" }
}

/// A time in days, hours, minutes or seconds, as it is typed: `24h`. At most a year.
struct KeyMaxAge: ExpressibleByArgument {
    let seconds: Int64

    private static let units: [(name: Character, seconds: Int64)] = [
        ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]

    init(seconds: Int64) { self.seconds = seconds }

    init?(argument: String) {
        if argument == "0" {
            seconds = 0
            return
        }
        guard let unit = Self.units.first(where: { $0.name == argument.last }),
            let number = Int64(argument.dropLast()),
            (0...(365 * 86_400 / unit.seconds)).contains(number)
        else { return nil }
        seconds = number * unit.seconds
    }

    /// In the largest unit below days that gives a whole number.
    var text: String {
        guard seconds > 0 else { return "0 (never)" }
        let unit = Self.units.dropFirst().first { seconds % $0.seconds == 0 }
        return unit.map { "\(seconds / $0.seconds)\($0.name)" } ?? "\(seconds)s"
    }
}
