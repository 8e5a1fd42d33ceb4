internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

struct Status: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "The organisation's access security: switches, domains, identity provider, what is missing."
    )
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> AccessSecurity {
        let store = try options.openStore(.read)
        return try AccessSecurity(options.organisation(in: store), in: store, at: .now)
    }
}
