internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

struct IDPDisable: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Switch the identity provider off: nobody can sign in through it until it is enabled.",
        discussion: """
            Sign-ins that are under way end, and whatever it sends is refused. Running sessions go on. Owners and admins \
            may use their password then. What is configured stays as it is.
            """)
    @Argument(help: "Its name on this host.") var name: String
    @OptionGroup var consent: IDPConsent
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> Done {
        let store = try options.openStore(.read)
        let organisation = try options.organisation(in: store)
        let provider = try IDP.find(name, in: store, of: organisation.id)
        guard provider.isEnabled else {
            return Done(done: "\(name) is disabled already.\nRun: gatehouse idp enable \(name.shellWord)")
        }
        let force = try consent.demand(to: "disable it", provider, of: organisation, options)
        try IDP.turn(.off, name, isForced: consent.force, detail: force, options)
        return Done(
            done: """
                \(name) is disabled: nobody signs in through it, and sign-ins under way end.
                Owners and admins may use their password until it is enabled again.
                Run: gatehouse idp enable \(name.shellWord)
                """)
    }
}

struct IDPEnable: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Switch a disabled identity provider on again, as it was.")
    @Argument(help: "Its name on this host.") var name: String
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> Done {
        try IDP.turn(.on, name, options)
        let facts = try options.read { try $0.facts(ofUnknownIn: $1, at: .now) }
        guard let fault = SetupFault.find(in: facts) else {
            return Done(done: "\(name) is enabled: people sign in through it.")
        }
        return Done(
            done: """
                \(name) is enabled, but single sign-on is not set up correctly: \(Message.text(fault)).
                Run: gatehouse status
                """)
    }
}

extension IDP {
    /// Switches the identity provider called `name`, and records it if that changes anything.
    fileprivate static func turn(
        _ position: Position, _ name: String, isForced: Bool = false, detail: String = "",
        _ options: GlobalOptions
    ) throws {
        _ = try options.read { try find(name, in: $0, of: $1) }
        try options.change(
            position == .on ? .identityProviderEnable : .identityProviderDisable, of: name,
            before: { (store, organisation) throws(StoreError) in
                Position(try store.identityProvider(of: organisation)?.isEnabled == true).rawValue
            }, after: position.rawValue, detail: detail
        ) { (store, organisation) throws(StoreError) in
            try store.setIdentityProviderEnabled(position == .on, of: organisation, isForced: isForced)
        }
    }
}
