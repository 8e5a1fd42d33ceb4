internal import ArgumentParser
internal import Helper

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "The sign-in service: pages, postback URL, and the module's socket. Runs until SIGTERM.")
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        do {
            try await HelperService(try options.configuration()).run()
        } catch {
            throw CommandFailure(error)
        }
    }
}
