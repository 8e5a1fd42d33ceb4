internal import ArgumentParser
internal import Helper

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract:
            "The sign-in service: pages, postback URL (ACS URL, reply URL), and the module's socket. Runs until SIGTERM."
    )
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        do {
            let configuration = try options.configuration()
            configuration.baseURLWarning.map(Notice.print)
            try await HelperService(configuration).run()
        } catch {
            throw CommandFailure(error)
        }
    }
}
