internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

extension Audit {
    struct Prune: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "prune",
            abstract: "Remove old records from the beginning of the log.",
            discussion: """
                What stays can still be verified. That it was done is a record, too, with number and hash of the last one removed. \
                A hash kept from before that is not found any more: keep the newest one.
                """)
        @Option(
            help: ArgumentHelp("Records older than this: 365d, or a day or time in UTC.", valueName: "time"))
        var before: Since
        @OptionGroup var options: GlobalOptions

        struct Pruned: Report {
            let removed: Int64
            var text: String { removed == 0 ? "No record is that old." : "Removed \(removed) records." }
        }

        func answer() async throws -> Pruned {
            let now = UnixTime.now
            let entry = AuditEntry(
                at: now, event: .auditPrune, actor: Operator.name, subject: "audit", outcome: .changed,
                origin: Operator.origin)
            return Pruned(
                removed: try options.openStore(.write).pruneAudit(
                    before: before.time(before: now), recording: entry))
        }
    }
}
