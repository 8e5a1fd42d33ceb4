/// Rules on time itself, judged before any date is used.
enum TimeRules {
    /// The largest difference of clocks that may be configured, in seconds.
    static let maximumSkew: Int64 = 300

    static let list: [Rule<MessageFacts>] = [
        Rule(.asrt17, "allowed clock difference is at most \(maximumSkew) s") { facts in
            .that(
                (0...maximumSkew).contains(facts.skew), expected: "0 to \(maximumSkew) s",
                found: "\(facts.skew) s")
        }
    ]

    /// Judges every date of a message.
    static let dates = Rule<[(name: String, value: String)]>(
        .asrt18, "dates are UTC, of the years 1970 to 2200"
    ) { dates in
        guard let wrong = dates.first(where: { CalendarInstant.parse($0.value) == nil }) else { return .pass }
        return .fail(expected: "YYYY-MM-DDThh:mm:ssZ", found: "\(wrong.name) \(wrong.value)")
    }
}
