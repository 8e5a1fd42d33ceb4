internal import ArgumentParser
internal import Helper

struct PostbackURL: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "postback-url",
        abstract: "The postback URL (ACS URL, reply URL): where the identity provider posts its response.")
    @OptionGroup var options: GlobalOptions

    struct URLs: Report {
        let postbackURL, entityID: String
        var text: String { postbackURL }
    }

    func answer() async throws -> URLs {
        let configuration = try options.configuration()
        configuration.baseURLWarning.map(Notice.print)
        return URLs(postbackURL: try configuration.postbackURL(), entityID: try configuration.entityID())
    }
}
