internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

struct IDP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idp",
        abstract: "The identity provider.",
        subcommands: [
            IDPAdd.self, IDPShow.self, IDPSet.self, IDPRefresh.self, IDPApprove.self, IDPReject.self,
            IDPList.self, IDPDisable.self, IDPEnable.self, IDPRemove.self,
        ])

    /// The identity provider, if it is called `name`.
    static func find(
        _ name: String, in store: borrowing Store, of organisation: Organisation.ID
    ) throws -> IdentityProvider {
        guard let provider = try store.identityProvider(of: organisation), provider.name == name else {
            throw CommandFailure.refused("there is no identity provider \(name). See: gatehouse idp list")
        }
        return provider
    }

    /// How the metadata of the identity provider called `name` is kept up to date by the person at the command line.
    static func upkeep(of name: String, _ options: GlobalOptions) throws -> MetadataUpkeep {
        let store = try options.openStore(.read)
        let organisation = try options.organisation(in: store).id
        _ = try find(name, in: store, of: organisation)
        guard try store.metadataState(of: organisation) != nil else {
            throw CommandFailure.refused(
                "where the metadata of \(name) comes from is not known: it was added by an older version. "
                    + "Run: gatehouse idp set \(name.shellWord) --metadata FILE-OR-URL"
            )
        }
        let configuration = try options.configuration()
        return MetadataUpkeep(
            configuration, of: organisation, reader: MetadataReader(configuration), actor: Operator.name,
            origin: Operator.origin, clock: { .now })
    }
}

struct IDPShow: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Everything about the identity provider: keys, metadata, what waits for approval.")
    @Argument(help: "Its name on this host.") var name: String
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> IDPReport {
        try options.read { (store, organisation) in
            IDPReport(
                try IDP.find(name, in: store, of: organisation), try store.metadataState(of: organisation))
        }
    }
}

struct IDPList: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the identity provider.")
    @OptionGroup var options: GlobalOptions

    struct Providers: Report {
        let identityProviders: [IDPReport]
        var text: String {
            identityProviders.isEmpty
                ? "None. Run: gatehouse idp add NAME --metadata FILE-OR-URL"
                : identityProviders.map(\.text).joined(separator: "\n")
        }
    }

    func answer() async throws -> Providers {
        try options.read { (store, organisation) in
            let state = try store.metadataState(of: organisation)
            return Providers(
                identityProviders: try store.identityProvider(of: organisation).map { [IDPReport($0, state)] }
                    ?? [])
        }
    }
}
