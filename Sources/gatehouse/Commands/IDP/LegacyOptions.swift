internal import ArgumentParser
internal import Helper
internal import Policy
internal import SAML

/// The weaknesses that an identity provider is granted, and until when.
struct LegacyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Weaknesses to tolerate, separated by commas: "
                + Weakness.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "names"),
        transform: Weaknesses.parse)
    var legacy: Weaknesses?
    @Option(
        help: ArgumentHelp(
            "The day from which on they are not tolerated any more, two years ahead at most; a year from now, if left out.",
            valueName: "2027-06-01"))
    var legacyUntil: String?

    /// Whether nothing was said.
    var isEmpty: Bool { legacy == nil && legacyUntil == nil }

    /// What was said; `nil` for nothing.
    /// - Parameter granted: names that stay when only the day is given.
    func change(of granted: [String]) throws(CommandFailure) -> ProviderChange.Legacy? {
        guard !isEmpty else { return nil }
        // In the order of the list that --help shows.
        let named = legacy.map { chosen in
            Weakness.allCases.filter(chosen.list.contains).map(\.rawValue)
        }
        let weaknesses = named ?? granted
        guard !weaknesses.isEmpty else { throw .wrongUsage("--legacy-until needs --legacy.") }
        return ProviderChange.Legacy(weaknesses: weaknesses, until: try end())
    }

    /// The day from which on they are not tolerated any more: what was written, or a year from now.
    private func end() throws(CommandFailure) -> UnixTime {
        let now = UnixTime.now
        let year = UnixTime(seconds: now.seconds + 365 * 86_400)
        guard let legacyUntil else { return year }
        guard let day = UnixTime(argument: legacyUntil + "T00:00:00Z") else {
            throw .wrongUsage("--legacy-until: \(legacyUntil) is no day like \(year.day).")
        }
        guard day.seconds > now.seconds else {
            throw .wrongUsage("--legacy-until: \(legacyUntil) is over already.")
        }
        guard day.seconds <= now.seconds + 2 * 366 * 86_400 else {
            throw .wrongUsage(
                "--legacy-until: \(legacyUntil) is more than two years ahead. Choose an earlier day.")
        }
        return day
    }
}
