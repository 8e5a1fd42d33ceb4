internal import ArgumentParser
internal import Foundation
internal import SAML

/// What a command has to say: for people as text, for programs as one JSON object with stable keys.
protocol Report: Encodable {
    /// For people; no newline at the end.
    var text: String { get }
    /// Yes or no; most reports are a yes.
    var status: ExitStatus { get }
    /// The text has a layout of its own, or is for programs: not a line of it is broken.
    var isVerbatim: Bool { get }
}

extension Report {
    var status: ExitStatus { .yes }
    var isVerbatim: Bool { false }
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
            throw try CommandFailure(error).reported(to: options)
        }
        try report.give(to: options)
    }
}

extension Report {
    /// Prints the report, and throws its status unless it is a yes.
    func give(to options: some OutputChoice) throws {
        if options.json {
            try printJSON(self)
        } else if !text.isEmpty {
            print(isVerbatim ? text : Layout(of: STDOUT_FILENO).text(Advice.naming(options.org, in: text)))
        }
        // An answer that does not arrive is none.
        guard fflush(nil) == 0 else {
            throw CommandFailure.cannotTell("the answer cannot be written: is there no room for it?")
        }
        if status != .yes { throw status }
    }
}

extension CommandFailure {
    /// The failure, its advice about the organisation of `--org`, after programs were told of it.
    func reported(to options: some OutputChoice) throws -> CommandFailure {
        let problem = Advice.naming(options.org, in: problem)
        if options.json { try printJSON(["error": problem, "rule": rule].compactMapValues(\.self)) }
        return CommandFailure(status: status, problem: problem, rule: rule)
    }
}

private func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    // What a response says may stand in it, and a person may be looking.
    print(printableJSON(String(decoding: try encoder.encode(value), as: UTF8.self)))
}

/// A report that is only a sentence: something was done.
struct Done: Report {
    let done: String
    var text: String { done }
}

/// What a person should know: on standard error, out of the way of what is printed. In a log it is one line.
enum Notice {
    static func print(_ text: String) {
        FileHandle.standardError.write(
            Data((Layout(of: STDERR_FILENO, otherwise: .max).text("gatehouse: \(text)") + "\n").utf8))
    }
}
