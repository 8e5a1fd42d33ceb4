internal import ArgumentParser
internal import Policy
internal import Store

/// A position of a switch, as it is typed.
enum Position: String, ExpressibleByArgument, CaseIterable {
    case on, off

    /// Of a switch that is set or not.
    init(_ isOn: Bool) { self = isOn ? .on : .off }
}

struct SSO: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sso",
        abstract: "The switch: require single sign-on.", subcommands: [Require.self])

    struct Require: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "require",
            abstract: "Require single sign-on, or stop requiring it.")
        @Argument(help: "on or off") var position: Position
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Done {
            try options.change(
                .requireSSO, of: "require SSO",
                before: { (store, organisation) throws(StoreError) in
                    Position(try store.organisation(organisation)?.ssoRequired == true).rawValue
                }, after: position.rawValue
            ) { (store, organisation) throws(StoreError) in
                try store.setSSORequired(position == .on, of: organisation)
            }
            guard position == .on else {
                return Done(done: "Single sign-on is not required: accounts with a password may use it.")
            }
            let facts = try options.read { (store, organisation) in
                try store.facts(ofUnknownIn: organisation, at: .now)
            }
            guard let fault = SetupFault.find(in: facts) else {
                return Done(
                    done:
                        "Single sign-on is required. Owners and admins may use a password only if its set-up breaks."
                )
            }
            return Done(
                done: """
                    Single sign-on is required, but not set up correctly: \(Message.text(fault)).
                    Until it is, owners and admins may use their password, and members may be unable to log in.
                    """)
        }
    }
}
