internal import ArgumentParser
internal import Policy
internal import Store

/// A position of a switch, as it is typed.
enum Position: String, ExpressibleByArgument, CaseIterable {
    case on, off
}

struct SSO: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The switch: require single sign-on.", subcommands: [Require.self])

    struct Require: ReportingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Require single sign-on, or stop requiring it.")
        @Argument(help: "on or off") var position: Position
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Done {
            try options.change("sso.require", of: "require SSO", detail: "set to \(position.rawValue)") {
                (store) throws(StoreError) in try store.setSSORequired(position == .on)
            }
            return Done(
                done: position == .on
                    ? "Single sign-on is required. Owners and admins keep their password while it is not set up correctly."
                    : "Single sign-on is not required: accounts with a password may use it.")
        }
    }
}
