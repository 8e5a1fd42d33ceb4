internal import ArgumentParser
internal import Dispatch
internal import Foundation

/// The one executable: the command line, and the services.
@main
enum Program {
    static func main() {
        // A worker's process must have no thread but this one, and pays for nothing that it does not use.
        switch CommandLine.arguments.dropFirst().first {
        case VerifyWorker.name: VerifyWorker.run()
        case ReadMetadataWorker.name: ReadMetadataWorker.run()
        default: break
        }
        do {
            try Gatehouse.refuseHelpForNothing(Array(CommandLine.arguments.dropFirst()))
            let command = try Gatehouse.parseAsRoot()
            // So must that of a command that gives up its rights: it runs right here.
            guard command is any AsyncParsableCommand else {
                var command = command
                try command.run()
                Foundation.exit(ExitStatus.yes.rawValue)
            }
        } catch {
            Gatehouse.end(error)
        }
        // At the priority that every process may have: the main thread's is higher.
        Task(priority: .medium) {
            await Gatehouse.main()
            Foundation.exit(ExitStatus.yes.rawValue)
        }
        dispatchMain()
    }
}

/// The command line. Every command states its name: for one that does not, each run of any command works it out, which
/// takes as long as verifying a hundred responses.
struct Gatehouse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatehouse",
        abstract: "Makes this host obey an organisation's single sign-on settings.",
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "SETTINGS",
                subcommands: [
                    Org.self, MemberCommand.self, DomainCommand.self, IDP.self, SSO.self, JIT.self,
                    RecoveryCommand.self,
                ]),
            CommandGroup(
                name: "FOR THE IDENTITY PROVIDER", subcommands: [PostbackURL.self, SPMetadata.self]),
            CommandGroup(name: "TESTING", subcommands: [AssertionCommand.self]),
            CommandGroup(
                name: "LOOKING", subcommands: [Status.self, Explain.self, Simulate.self, Audit.self]),
            CommandGroup(name: "SERVICES", subcommands: [Serve.self, Userdb.self]),
        ])

    /// Parses and runs a command that waits for something. Exit status: 0 yes or done, 1 no, 2 wrong usage, 3 cannot tell.
    static func main() async {
        do {
            guard var command = try parseAsRoot() as? any AsyncParsableCommand else { return }
            try await command.run()
        } catch {
            end(error)
        }
    }

    /// Says what went wrong and ends the process.
    static func end(_ error: any Error) -> Never {
        switch error {
        case let failure as CommandFailure:
            Notice.print(failure.problem)
            Foundation.exit(failure.status.rawValue)
        case let status as ExitStatus:
            Foundation.exit(status.rawValue)
        default:
            // The parser's own: --help and --version are no mistake, everything else is wrong usage.
            let isHelp = exitCode(for: error) == .success
            let stream = isHelp ? FileHandle.standardOutput : FileHandle.standardError
            var message = fullMessage(for: error)
            if message.hasPrefix("Error: ") { message = "gatehouse: " + message.dropFirst(7) }
            // The parser breaks all lines but that of the usage.
            stream.write(Data((Layout(of: stream.fileDescriptor).text(message) + "\n").utf8))
            Foundation.exit(isHelp ? ExitStatus.yes.rawValue : ExitStatus.wrongUsage.rawValue)
        }
    }

    /// The parser answers `help` about a command that is not there with its general help.
    static func refuseHelpForNothing(_ words: [String]) throws(CommandFailure) {
        guard words.first == "help" else { return }
        var known: [any ParsableCommand.Type] = [Self.self]
        for word in words.dropFirst() where !word.hasPrefix("-") {
            known = known.flatMap { $0.configuration.subcommands }.filter { $0._commandName == word }
            guard !known.isEmpty else {
                throw .wrongUsage("there is no command \(word). See: gatehouse --help")
            }
        }
    }
}
