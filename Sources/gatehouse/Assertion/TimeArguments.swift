internal import ArgumentParser
internal import Foundation

/// A moment on the command line: `2026-11-20T12:00:00Z`.
struct Instant: ExpressibleByArgument {
    /// Seconds since 1970 UTC.
    let seconds: Int64

    init?(argument: String) {
        guard let date = try? Date(argument, strategy: .iso8601) else { return nil }
        seconds = Int64(date.timeIntervalSince1970)
    }
}

/// A difference of clocks on the command line: `60s`, or `60`.
struct Skew: ExpressibleByArgument {
    let seconds: Int64

    init(seconds: Int64) {
        self.seconds = seconds
    }

    init?(argument: String) {
        let digits = argument.hasSuffix("s") ? argument.dropLast() : argument[...]
        guard let seconds = Int64(digits), (0...300).contains(seconds) else { return nil }
        self.seconds = seconds
    }

    var defaultValueDescription: String { "\(seconds)s" }
}
