internal import ArgumentParser
internal import Foundation
internal import Helper
internal import Policy
internal import SAML

/// Shows what a response says, without a check of who wrote it.
struct AssertionInspect: ConfinedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a response says, without trusting it.",
        discussion: """
            Nothing is verified, and everything may be forged: for that, see verify, whose options are suggested at the end. \
            Name an identity provider to see whether the certificates in the response are its own.
            """)

    @OptionGroup(title: "The response") var capture: CaptureOptions
    @OptionGroup(title: "To compare certificates with") var provider: ProviderOptions
    @Option(
        help: ArgumentHelp(
            "The time to compare with, as 2026-11-20T12:00:00Z; now, if left out.", valueName: "time"),
        transform: UnixTime.parse)
    var at: UnixTime?
    @OptionGroup var options: OutputOptions

    func answer() throws -> InspectReport {
        let now = at ?? .now
        let (files, octets, colours) = (try provider.files(), try capture.octets(), Colours.onTerminal)
        try giveUpRights()
        let trusted = try provider.identityProvider(files, at: now.seconds)
        let captured = try capture.captured(octets)
        do throws(UnverifiedContent.Refusal) {
            return InspectReport(
                facts: ContentFacts(try UnverifiedContent(captured), trusted: trusted, now: now).list,
                suggestion: Suggestion(
                    captured, file: capture.response, entry: capture.entry, provider: provider)?.command,
                refusal: nil, colours: colours)
        } catch {
            return InspectReport(facts: [], suggestion: nil, refusal: error, colours: colours)
        }
    }
}
