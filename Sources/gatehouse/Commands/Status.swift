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

    /// "on", or "on, suspended: reason", or "off".
    static func text(of pause: ProvisioningPause?) -> String {
        switch pause {
        case nil: "on"
        case .switchedOff: "off"
        case let pause?: "on, suspended: \(Message.text(pause))"
        }
    }
}
