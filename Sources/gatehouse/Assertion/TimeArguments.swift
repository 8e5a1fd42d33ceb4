public import ArgumentParser
internal import Foundation
public import Policy
internal import SAML

/// A moment on the command line: `2026-11-20T12:00:00Z`.
extension UnixTime: ExpressibleByArgument {
    /// Reads exactly that form; `nil` for any other.
    public init?(argument: String) {
        // The parser takes the 30th of February for a day in March.
        guard let date = try? Date(argument, strategy: .iso8601), date.formatted(.iso8601) == argument else {
            return nil
        }
        self.init(seconds: Int64(date.timeIntervalSince1970))
    }

    /// The moment, or an error that says how to write one.
    static func parse(_ argument: String) throws -> UnixTime {
        guard let time = UnixTime(argument: argument) else {
            throw ValidationError("write a moment in UTC, as 2026-11-20T12:00:00Z")
        }
        return time
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

    /// The difference, or an error that says how to write one.
    static func parse(_ argument: String) throws -> Skew {
        guard let skew = Skew(argument: argument) else {
            throw ValidationError("write seconds from 0s to 300s; clocks that differ by more have to be set")
        }
        return skew
    }

    var defaultValueDescription: String { "\(seconds)s" }
}

/// Weaknesses on the command line, separated by commas: `sha1,rsa1024`.
struct Weaknesses {
    let list: Set<Weakness>

    /// The weaknesses, or an error that lists them all.
    static func parse(_ argument: String) throws -> Weaknesses {
        let names = Weakness.allCases.map(\.rawValue).joined(separator: ", ")
        let list = try argument.split(separator: ",", omittingEmptySubsequences: false).map { word in
            guard let weakness = Weakness(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError("\"\(word)\" is no weakness. There are: \(names)")
            }
            return weakness
        }
        return Weaknesses(list: Set(list))
    }
}
