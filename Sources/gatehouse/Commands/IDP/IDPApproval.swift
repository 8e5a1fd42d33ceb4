internal import ArgumentParser
internal import Helper
internal import Policy

struct IDPApprove: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract:
            "Bring the waiting metadata into force, after comparing it with what its administrator says.")
    @Argument(help: "Its name on this host.") var name: String
    @Option(
        help: ArgumentHelp(
            "When what you looked at was found, as `idp show` prints it. Anything newer is not approved.",
            valueName: "time"))
    var found: UnixTime
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> Decided {
        Decided(
            text: "In force now. \(Decided.consequence) Changed:",
            changes: try await MetadataApproval(IDP.upkeep(of: name, options)).approve(foundAt: found))
    }
}

struct IDPReject: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Drop the waiting metadata; the same changes are not proposed again."
    )
    @Argument(help: "Its name on this host.") var name: String
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> Decided {
        Decided(
            text: "Rejected:", changes: try MetadataApproval(IDP.upkeep(of: name, options)).reject())
    }
}

/// What somebody decided about waiting metadata.
struct Decided: Report {
    /// What a new configuration means until it is proven.
    static let consequence =
        "Until somebody has signed in through it, owners and admins may use their password, and nobody new is created."

    let text: String
    let changes: [String]

    enum CodingKeys: String, CodingKey { case changes }

    init(text: String, changes: [String]) {
        self.text = ([text] + changes.map { "  " + $0 }).joined(separator: "\n")
        self.changes = changes
    }
}
