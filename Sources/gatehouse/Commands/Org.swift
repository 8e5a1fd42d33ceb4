internal import ArgumentParser
internal import Policy
internal import Store

struct Org: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "org",
        abstract: "The organisation this host obeys.", subcommands: [Create.self])

    struct Create: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Create the organisation, and the store where there is none.")
        @Argument(help: "Name, for people.") var name: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Done {
            guard !name.isEmpty, name.utf8.count <= 200 else {
                throw CommandFailure.wrongUsage("a name has 1 to 200 bytes.")
            }
            let store = try options.openStore(.create)
            if let present = try store.organisation() {
                throw CommandFailure.refused(
                    "this host serves \(present.name) already, and it serves one organisation.")
            }
            try store.transaction { () throws(StoreError) in
                try store.createOrganisation(name: name, at: .now)
                try store.record(
                    AuditEntry(
                        at: .now, event: "org.create", actor: Operator.name, subject: name,
                        outcome: "changed",
                        detail: "organisation created"))
            }
            return Done(
                done:
                    "Created \(name). Next: gatehouse member add YOU@DOMAIN --role owner --account LOCAL-ACCOUNT"
            )
        }
    }
}
