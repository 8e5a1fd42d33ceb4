internal import ArgumentParser
internal import Helper
internal import Policy
internal import SAML
internal import Store

struct IDPAdd: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add the identity provider from its metadata.",
        discussion: """
            The metadata is read again when it asks for that. What a key given with --metadata-cert has signed comes \
            into force at once, unless it may be an older document; otherwise changed keys and addresses wait for: \
            gatehouse idp approve NAME
            """)

    @Argument(help: "A name for it on this host.") var name: String
    @Option(
        help: ArgumentHelp(
            "Its SAML metadata: a file that only root may write, or an https URL.", valueName: "file-or-url"))
    var metadata: String
    @Option(
        help: ArgumentHelp(
            "Which entity to take, when the metadata describes several.", valueName: "id"))
    var entityId: String?
    @Option(
        help: ArgumentHelp(
            "A certificate, PEM or DER, with whose key the metadata is signed. May be given several times.",
            valueName: "file"))
    var metadataCert: [String] = []
    @OptionGroup var tolerated: LegacyOptions
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> Added {
        let legacy = try tolerated.change(of: [])
        try options.read { (store, organisation) in
            try store.requireSSOPlan(of: organisation)
            guard let present = try store.identityProvider(of: organisation) else { return }
            throw CommandFailure.refused(
                "\(present.name) is the identity provider already. To change it, run: gatehouse idp set \(present.name.shellWord)"
            )
        }
        let source = MetadataSource(
            location: IDP.location(metadata), entityID: entityId,
            certificates: try IDP.certificates(metadataCert))
        let now = UnixTime.now
        let found = try await MetadataReader(options.configuration()).read(source, at: now)
        let provider = found.provider(
            name: name, changedAt: now, weaknesses: legacy?.weaknesses ?? [],
            weaknessesUntil: legacy?.until)
        try options.change(
            .identityProviderAdd, of: name, after: provider.entityID, detail: detail(provider, source)
        ) { (store, organisation) throws(StoreError) in
            try store.addIdentityProvider(provider, of: organisation)
            try store.setMetadataSource(
                source, of: organisation, cacheDuration: found.cacheDuration, at: now)
        }
        let state = try options.read { (store, organisation) in try store.metadataState(of: organisation) }
        return Added(identityProvider: IDPReport(provider, state))
    }

    private func detail(_ provider: IdentityProvider, _ source: MetadataSource) -> String {
        var parts = ["metadata " + source.location]
        parts += provider.certificates.map {
            "key SHA-256 " + Certificate.fingerprintSHA256(of: $0.der)
        }
        if let until = provider.weaknessesUntil {
            parts.append("legacy \(provider.weaknesses.joined(separator: ",")) until \(until.day)")
        }
        return printable(parts.joined(separator: "; "))
    }
}

/// The identity provider as it was added, in JSON as `idp show` has it, and what to do next.
struct Added: Report {
    let identityProvider: IDPReport

    func encode(to encoder: any Encoder) throws { try identityProvider.encode(to: encoder) }

    var text: String {
        identityProvider.text
            + """

            Next: sign in once as an owner, which proves it:
              ssh -o PreferredAuthentications=keyboard-interactive OWNER@HOST
            Then: gatehouse status, which tells what is still missing to require single sign-on
            """
    }
}
