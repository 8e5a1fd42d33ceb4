internal import ArgumentParser
internal import Helper

struct PostbackURL: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "postback-url",
        abstract: "Where the identity provider posts its response (its administrator asks for this).")
    @OptionGroup var options: GlobalOptions

    struct URLs: Report {
        let postbackURL, entityID: String
        var text: String { postbackURL }
    }

    func answer() async throws -> URLs {
        let configuration = try options.configuration()
        return URLs(postbackURL: try configuration.postbackURL(), entityID: try configuration.entityID())
    }
}
