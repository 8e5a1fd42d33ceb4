internal import ArgumentParser
internal import Policy
internal import Store

struct Audit: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "What happened: logins and changes of settings.")
    @Option(help: "Show at most this many of the newest entries.") var limit = 1_000
    @OptionGroup var options: GlobalOptions

    struct Log: Report {
        let entries: [Entry]
        struct Entry: Encodable {
            let at, event, actor, subject, outcome, rule, detail: String
        }

        var text: String {
            entries.map { entry in
                let rule = entry.rule.isEmpty ? "" : " [\(entry.rule)]"
                return
                    "\(entry.at)  \(entry.event)  \(entry.subject)  \(entry.outcome)\(rule)  \(entry.detail)  (\(entry.actor))"
            }.joined(separator: "\n")
        }
    }

    func answer() async throws -> Log {
        guard limit > 0 else { throw CommandFailure.wrongUsage("--limit is at least 1.") }
        let store = try options.openStore(.read)
        return Log(
            entries: try store.auditEntries(limit: limit).map {
                Log.Entry(
                    at: $0.at.iso8601, event: $0.event, actor: $0.actor, subject: $0.subject,
                    outcome: $0.outcome,
                    rule: $0.rule, detail: $0.detail)
            })
    }
}
