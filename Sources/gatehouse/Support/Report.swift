internal import ArgumentParser
internal import Foundation

/// What a command has to say: for people as text, for programs as one JSON object with stable keys.
protocol Report: Encodable {
    /// For people; no newline at the end.
    var text: String { get }
    /// Yes or no; most reports are a yes.
    var status: ExitStatus { get }
}

extension Report {
    var status: ExitStatus { .yes }
}

/// A command that answers with a report.
protocol ReportingCommand: AsyncParsableCommand {
    associatedtype Answer: Report
    associatedtype Options: OutputChoice
    var options: Options { get }
    func answer() async throws -> Answer
}

extension ReportingCommand {
    mutating func run() async throws {
        let report: Answer
        do {
            report = try await answer()
        } catch {
            let failure = CommandFailure(error)
            if options.json {
                try Self.printJSON(["error": failure.problem, "rule": failure.rule].compactMapValues(\.self))
            }
            throw failure
        }
        if options.json {
            try Self.printJSON(report)
        } else if !report.text.isEmpty {
            print(report.text)
        }
        if report.status != .yes { throw report.status }
    }

    private static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// A report that is only a sentence: something was done.
struct Done: Report {
    let done: String
    var text: String { done }
}
