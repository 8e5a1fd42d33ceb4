internal import ArgumentParser
internal import Foundation
internal import Isolation
internal import SAML

/// A command that looks at what anybody may have written. It reads all that it needs and gives up its rights, and only then
/// looks. It waits for nothing, so that it runs before the process has a second thread.
protocol ConfinedCommand: ParsableCommand {
    associatedtype Answer: Report
    associatedtype Options: OutputChoice
    var options: Options { get }
    func answer() throws -> Answer
}

extension ConfinedCommand {
    mutating func run() throws {
        let report: Answer
        do {
            report = try answer()
        } catch {
            throw try CommandFailure(error).reported(to: options)
        }
        try report.give(to: options)
    }

    /// From here on the process can compute and print, and nothing else: it opens no file and no connection, and is not
    /// root's.
    func giveUpRights() throws(CommandFailure) {
        XMLLibrary.prepare()
        var sandbox = Sandbox()
        sandbox.processorSeconds = 30
        sandbox.mayWriteFiles = true
        do throws(SandboxError) {
            try sandbox.enter()
        } catch {
            throw .cannotTell("this process cannot give up its rights, and looks at nothing: \(error).")
        }
    }
}
