internal import ArgumentParser
internal import Helper

struct IDPRefresh: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh", abstract: "Read the identity provider's metadata again, now.")
    @Argument(help: "Its name on this host.") var name: String
    @OptionGroup var options: GlobalOptions

    /// What came of it.
    struct Result: Report {
        let outcome: String
        let changes: [String]
        @OrNull var problem: String?
        let text: String

        enum CodingKeys: String, CodingKey { case outcome, changes, problem }
        let status: ExitStatus

        init(_ outcome: MetadataUpkeep.Outcome, name: String) {
            switch outcome {
            case .failed(let failure): status = failure.isOutside ? .cannotTell : .no
            case .pointless: status = .no
            default: status = .yes
            }
            func diff(_ lines: [String]) -> String { lines.map { "\n  " + $0 }.joined() }
            switch outcome {
            case .unchanged:
                (self.outcome, changes, text) = ("unchanged", [], "Nothing has changed.")
            case .applied(let lines):
                (self.outcome, changes) = ("applied", lines)
                text = "In force now:" + diff(lines)
            case .waiting(let lines):
                (self.outcome, changes) = ("waiting", lines)
                text = """
                    Waiting for approval, since nothing proves that it comes from the identity provider, \
                    or that it is no older document:\(diff(lines))
                    Compare it with what its administrator says by other means.
                    To bring it into force, run what this tells: gatehouse idp show \(name.shellWord)
                    To refuse it: gatehouse idp reject \(name.shellWord)
                    """
            case .rejected(let lines):
                (self.outcome, changes) = ("rejected", lines)
                text = "Rejected before, and not asked about again:" + diff(lines)
            case .failed(let failure):
                (self.outcome, changes) = ("failed", [])
                problem = failure.description
                text = "Nothing usable came: \(failure.problem). What was known stays in force."
            case .pointless:
                (self.outcome, changes) = ("overtaken", [])
                problem = "its configuration was changed meanwhile"
                text =
                    "Its configuration was changed meanwhile. Look at it: gatehouse idp show \(name.shellWord)"
            }
        }
    }

    func answer() async throws -> Result {
        Result(try await IDP.upkeep(of: name, options).refresh(), name: name)
    }
}
