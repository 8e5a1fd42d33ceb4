/// Seconds since 1970-01-01T00:00:00Z. Every rule takes the time as a parameter; nothing in `Policy` reads a clock.
public struct UnixTime: Hashable, Comparable, Sendable {
    /// Seconds since the epoch, leap seconds not counted.
    public let seconds: Int64

    /// Any value is a time; negative ones lie before 1970.
    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Earlier is less.
    public static func < (left: UnixTime, right: UnixTime) -> Bool { left.seconds < right.seconds }

    /// The day in UTC as `YYYY-MM-DD`, for messages. Years 0 to 9999; anything else reads `????-??-??`.
    public var day: String {
        // Days to civil date: the era-based method on a year that begins in March.
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        guard (-719_528...2_932_896).contains(days) else { return "????-??-??" }
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
    }

    /// The minute in UTC as `YYYY-MM-DD hh:mm UTC`, for messages.
    public var minute: String {
        let second = (seconds % 86_400 + 86_400) % 86_400
        return day + " " + Self.padded(second / 3_600, 2) + ":" + Self.padded(second / 60 % 60, 2) + " UTC"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        var text = value.description
        while text.utf8.count < width { text = "0" + text }
        return text
    }
}
