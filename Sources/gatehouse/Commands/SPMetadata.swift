internal import ArgumentParser
internal import Helper
internal import SAML

struct SPMetadata: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sp-metadata", abstract: "This host's SAML metadata, for the identity provider.")
    @OptionGroup var options: GlobalOptions

    struct Metadata: Report {
        let entityID, postbackURL, xml: String
        var text: String { xml }
        var isVerbatim: Bool { true }
    }

    func answer() async throws -> Metadata {
        let configuration = try options.configuration()
        configuration.baseURLWarning.map(Notice.print)
        let (entityID, postbackURL) = (try configuration.entityID(), try configuration.postbackURL())
        let party = RelyingParty(entityID: entityID, acsURL: postbackURL)
        return Metadata(
            entityID: entityID, postbackURL: postbackURL,
            xml: try ServiceProviderKeys(configuration).metadata(of: party).xml)
    }
}
