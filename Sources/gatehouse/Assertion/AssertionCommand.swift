internal import ArgumentParser

/// `gatehouse assertion`: for people who connect an identity provider and want to know why a response is
/// refused.
struct AssertionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assertion", abstract: "Test SAML responses.",
        subcommands: [AssertionVerify.self, AssertionInspect.self, AssertionMint.self])
}
