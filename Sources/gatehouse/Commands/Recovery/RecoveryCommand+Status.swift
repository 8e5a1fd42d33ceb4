internal import ArgumentParser
internal import Policy
internal import Store

extension RecoveryCommand {
    struct Status: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "How many recovery codes each owner has left, and when one was used.",
            discussion: "Exit status 1 when an owner has none.")
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> RecoveryOwners {
            try options.read { (store, organisation) in
                RecoveryOwners(
                    try store.recoveryCodes(of: organisation),
                    try store.recoveryUses(of: organisation, since: UnixTime(seconds: 0)))
            }
        }
    }
}
