internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

struct Simulate: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Who could still log in, how, and who could not, if something were different.",
        discussion: """
            Asks the rule about every member, and changes nothing. Exit status 1 when an owner would lose access. Keys are \
            not counted as access: nobody here knows who has one.
            """)
    @Option(help: "Single sign-on is required, or is not.") var require: Position?
    @Option(help: ArgumentHelp("This domain is no longer verified; may be repeated.", valueName: "domain"))
    var domainLapsed: [String] = []
    @Flag(help: "The identity provider's configuration is unusable.") var idpBroken = false
    @Flag(help: "The identity provider is set up correctly, and does not answer.") var idpDown = false
    @Option(help: ArgumentHelp("Certificates, metadata and sign-ins are so much older.", valueName: "days"))
    var inDays: Int64 = 0
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (0...3_650).contains(inDays) else { throw ValidationError("--in-days takes 0 to 3650") }
    }

    struct Consequences: Report {
        let organisation: String
        let assumed: [String]
        let people: [AccessForecast.Person]
        let losingAccess, ownersLosingAccess: Int
        let newPeople: AccessForecast.NewPeople

        var status: ExitStatus { ownersLosingAccess > 0 ? .no : .yes }

        var text: String {
            var lines = [
                "\(organisation), assumed that " + (assumed.isEmpty ? "nothing changes" : list(assumed)) + ":"
            ]
            lines += section("Would still get in", people.filter(\.then.isOpen))
            lines += section("Would lose access", people.filter(\.losesAccess))
            lines += section(
                "Cannot get in, now or then", people.filter { !$0.now.isOpen && !$0.then.isOpen })
            lines.append("")
            lines.append("New people: \(newPeople.reason) (row \(newPeople.row))")
            return lines.joined(separator: "\n")
        }

        private func section(_ title: String, _ people: [AccessForecast.Person]) -> [String] {
            guard !people.isEmpty else { return [] }
            return ["", "\(title): \(people.count)"]
                + people.map { "  \($0.text)" }
        }

        private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
    }

    func answer() async throws -> Consequences {
        let store = try options.openStore(.read)
        let organisation = try options.organisation(in: store)
        let assumption = try assumption(of: organisation, store)
        let forecast = try AccessForecast(of: store, assuming: assumption, at: .now)
        return Consequences(
            organisation: organisation.name, assumed: assumption.text, people: forecast.people,
            losingAccess: forecast.losing.count,
            ownersLosingAccess: forecast.losing.filter(\.isOwner).count,
            newPeople: forecast.newPeople)
    }

    private func assumption(of organisation: Organisation, _ store: borrowing Store) throws -> Assumption {
        var assumption = Assumption(organisation: organisation.id)
        assumption.isRequired = require.map { $0 == .on }
        assumption.isProviderBroken = idpBroken
        assumption.isProviderDown = idpDown
        assumption.days = inDays
        let claimed = Set(try store.claims(of: organisation.id).map(\.domain))
        for name in domainLapsed {
            guard let domain = DomainName(name), claimed.contains(domain) else {
                throw CommandFailure.wrongUsage("\(name) is not claimed. See: gatehouse domain list")
            }
            assumption.lapsed.insert(domain)
        }
        return assumption
    }
}
