internal import ArgumentParser
internal import Policy
internal import Store

struct OrgSet: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change an organisation's plan and limits. What is left out stays.")
    @Option(help: "What it may use: without enterprise there is no single sign-on.") var plan: Plan?
    @Option(
        help: ArgumentHelp("How many members it may have, or none for any number.", valueName: "number|none"))
    var seatLimit: SeatLimit?
    @Option(
        help: ArgumentHelp(
            "How long after a sign-in a public key suffices where single sign-on is required: 24h, 30m, 0 for never.",
            valueName: "time"))
    var keyMaxAge: KeyMaxAge?
    @Option(
        help: ArgumentHelp(
            "Members whose domain the organisation never claimed, where single sign-on is required: refused, or let in with their password.",
            valueName: "refused|password"))
    var externals: Externals?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard plan != nil || seatLimit != nil || keyMaxAge != nil || externals != nil else {
            throw ValidationError("say what to change")
        }
    }

    func answer() async throws -> OrgReport {
        let before = try OrgReport(options)
        let changes = changes(from: before)
        guard !changes.isEmpty else { return before }
        try options.change(
            .organisationSet, of: before.name, detail: changes.joined(separator: "; ")
        ) {
            (store, organisation) throws(StoreError) in
            if let plan { try store.setPlan(plan, of: organisation) }
            if let seatLimit { try store.setSeatLimit(seatLimit.seats, of: organisation) }
            if let keyMaxAge { try store.setKeyMaxAge(keyMaxAge.seconds, of: organisation) }
            if let externals { try store.setExternals(externals, of: organisation) }
        }
        return try OrgReport(options)
    }

    private func changes(from before: OrgReport) -> [String] {
        let all: [(name: String, before: String, after: String?)] = [
            ("plan", before.plan, plan?.name),
            ("seat limit", SeatLimit(seats: before.seatLimit).text, seatLimit?.text),
            ("key max age", KeyMaxAge(seconds: before.keyMaxAge).text, keyMaxAge?.text),
            ("externals", before.externals, externals?.name),
        ]
        return all.compactMap { change in
            change.after.flatMap { $0 == change.before ? nil : "\(change.name): \(change.before) -> \($0)" }
        }
    }
}
