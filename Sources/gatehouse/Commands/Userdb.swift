internal import ArgumentParser
internal import Foundation
internal import Helper

struct Userdb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "userdb",
        abstract: "The user database: tells this host's programs who members are. Runs until SIGTERM.")
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        // Whatever library looks somebody up in this process must not come back to this process.
        // SAFETY: nothing else runs yet that could read the environment meanwhile.
        unsafe setenv("SYSTEMD_BYPASS_USERDB", "1", 1)
        do {
            try await UserdbProgram.run(try options.configuration())
        } catch {
            throw CommandFailure(error)
        }
    }
}
