internal import ArgumentParser
internal import Helper
internal import Policy
internal import SAML
internal import Store

struct IDPSet: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change how the identity provider is configured, without removing it.",
        discussion: """
            What is left out stays. With the same entity ID, sign-in URL and keys nobody notices anything. Others come into \
            force at once and count as a new configuration: until somebody has signed in through it, owners and admins may \
            use their password, and nobody new is created.
            """)

    @Argument(help: "Its name on this host.") var name: String
    @Option(
        help: ArgumentHelp(
            "Its SAML metadata: a file that only root may write, or an https URL.", valueName: "file-or-url"))
    var metadata: String?
    @Option(
        help: ArgumentHelp(
            "Which entity to take, when the metadata describes several.", valueName: "id"))
    var entityId: String?
    @Option(
        help: ArgumentHelp(
            "A certificate, PEM or DER, with whose key the metadata is signed, in the place of those before. May be given several times.",
            valueName: "file"))
    var metadataCert: [String] = []
    @Flag(help: "Let nobody sign the metadata: changed keys and addresses wait for approval.")
    var noMetadataCert = false
    @OptionGroup var tolerated: LegacyOptions
    @Flag(help: "Tolerate no weakness.") var noLegacy = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard metadataCert.isEmpty || !noMetadataCert else {
            throw ValidationError("give --metadata-cert or --no-metadata-cert, not both")
        }
        guard !noLegacy || tolerated.isEmpty else {
            throw ValidationError("give --legacy or --no-legacy, not both")
        }
        guard
            metadata != nil || entityId != nil || !metadataCert.isEmpty || noMetadataCert || noLegacy
                || !tolerated.isEmpty
        else { throw ValidationError("say what to change") }
    }

    func answer() async throws -> Changed {
        let store = try options.openStore(.read)
        let organisation = try options.organisation(in: store).id
        let provider = try IDP.find(name, in: store, of: organisation)
        let change = ProviderChange(
            source: try source(in: try store.metadataState(of: organisation)?.source),
            legacy: noLegacy ? ProviderChange.Legacy.none : try tolerated.change(of: provider.weaknesses))
        let configuration = try options.configuration()
        let upkeep = MetadataUpkeep(
            configuration, of: organisation, reader: MetadataReader(configuration), actor: Operator.name,
            origin: Operator.origin, clock: { .now })
        return Changed(try await change.apply(by: upkeep))
    }

    private func source(in present: MetadataSource?) throws(CommandFailure) -> MetadataSource? {
        guard metadata != nil || entityId != nil || !metadataCert.isEmpty || noMetadataCert else {
            return nil
        }
        guard let location = metadata.map(IDP.location) ?? present?.location else {
            throw .refused(
                "where the metadata of \(name) comes from is not known. Add: --metadata FILE-OR-URL")
        }
        let certificates =
            noMetadataCert
            ? [] : metadataCert.isEmpty ? present?.certificates ?? [] : try IDP.certificates(metadataCert)
        return MetadataSource(
            location: location, entityID: entityId ?? present?.entityID, certificates: certificates)
    }
}

/// What was changed of the identity provider.
struct Changed: Report {
    let changes: [String]
    let unproven: Bool

    init(_ outcome: ProviderChange.Outcome) {
        (changes, unproven) = (outcome.changes, outcome.isUnproven)
    }

    var text: String {
        guard !changes.isEmpty else { return "Nothing has changed." }
        let next =
            unproven
            ? ["Compare it with what its administrator says by other means. " + Decided.consequence]
            : ["It stays proven: people notice nothing."]
        return (["In force now:"] + changes.map { "  " + $0 } + next).joined(separator: "\n")
    }
}
