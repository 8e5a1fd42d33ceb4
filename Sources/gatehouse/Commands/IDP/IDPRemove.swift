internal import ArgumentParser
internal import Policy
internal import Store

struct IDPRemove: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove the identity provider: nobody can sign in by single sign-on any more.",
        discussion: """
            To change its metadata, certificates or weaknesses, there is: gatehouse idp set NAME
            To end single sign-on for a time: gatehouse idp disable NAME
            """)
    @Argument(help: "Its name on this host.") var name: String
    @OptionGroup var consent: IDPConsent
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> Done {
        let store = try options.openStore(.read)
        let organisation = try options.organisation(in: store)
        let provider = try IDP.find(name, in: store, of: organisation.id)
        let force = try consent.demand(
            to: "remove it", provider, of: organisation,
            instead: "\nTo change it, run: gatehouse idp set \(name.shellWord)", options)
        try options.change(
            .identityProviderRemove, of: name, before: { (_, _) in provider.entityID },
            detail: force.isEmpty ? "removed" : "removed " + force
        ) { (store, organisation) throws(StoreError) in
            guard try store.identityProvider(of: organisation) == provider else { throw .conflict }
            try store.removeIdentityProvider(of: organisation, isForced: consent.force)
        }
        return Done(
            done: "\(name) is removed. Owners and admins may use their password until another one is added.")
    }
}
