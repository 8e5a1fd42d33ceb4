internal import ArgumentParser
internal import Foundation
internal import Helper
internal import Policy
internal import Store

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "What happened: logins and changes of settings.",
        discussion: """
            Every decision and every change is a record, chained to the one before it by a hash: `gatehouse audit verify` tells \
            whether one was changed or taken out. With --follow and --json each record is a line of its own.
            """,
        subcommands: [Verify.self, Head.self, Prune.self])

    @Flag(name: .shortAndLong, help: "Show new records as they are written, until Ctrl-C.") var follow = false
    @Option(
        help: ArgumentHelp("Only from this time on: 30m, 2h, 7d, or a day or time in UTC.", valueName: "time")
    )
    var since: Since?
    @Option(
        help: ArgumentHelp(
            "Only what somebody did or what was done to them: login or e-mail.", valueName: "name"))
    var member: String?
    @Option(help: "At most so many of the newest records. [default: 1000, with --follow 10]")
    var limit: Int?
    @OptionGroup var options: GlobalOptions

    struct Log: Report {
        let entries: [AuditReport]
        var text: String {
            entries.isEmpty ? "No record matches." : entries.map(\.text).joined(separator: "\n")
        }
    }

    func run() async throws {
        do {
            if let limit, limit < 1 { throw CommandFailure.wrongUsage("--limit is at least 1.") }
            let store = try options.openStore(.read)
            let selection = AuditSelection(
                limit: limit ?? (follow ? 10 : 1_000), since: since?.time(before: .now),
                names: try member.map { try names(of: $0, in: store) },
                organisation: try options.org.map { try Organisation.named($0, in: store).name })
            guard follow else {
                return try Log(entries: store.auditEntries(selection).map(AuditReport.init)).give(to: options)
            }
            try await AuditFollower(store: options.configuration().store, selection: selection) {
                try $0.give(to: options)
            }.run()
        } catch let status as ExitStatus {
            throw status
        } catch {
            throw try CommandFailure(error).reported(to: options)
        }
    }

    /// What the log may call a person by.
    private func names(of name: String, in store: borrowing Store) throws -> (String, String) {
        var found: Member?
        if let login = LoginName(name) { found = try store.memberships(login: login).first }
        if let email = EmailAddress(name) {
            for organisation in try store.organisations() where found == nil {
                found = try store.member(email: email, of: organisation.id)
            }
        }
        guard let found else { return (name, name) }
        return (found.login.description, found.email.description)
    }
}

/// A moment in the past, as it is typed.
struct Since: ExpressibleByArgument {
    private enum Moment {
        case ago(Int64)
        case at(Int64)
    }
    private let moment: Moment

    init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        if let unit = argument.last.flatMap({ units[$0] }) {
            guard let count = Int64(argument.dropLast()), (0...100_000_000).contains(count) else {
                return nil
            }
            moment = .ago(count * unit)
        } else if let day = UnixTime(argument: argument) ?? UnixTime(argument: argument + "T00:00:00Z") {
            moment = .at(day.seconds)
        } else {
            return nil
        }
    }

    /// The moment, seen from `now`.
    func time(before now: UnixTime) -> UnixTime {
        switch moment {
        case .ago(let seconds): UnixTime(seconds: now.seconds - seconds)
        case .at(let seconds): UnixTime(seconds: seconds)
        }
    }
}
