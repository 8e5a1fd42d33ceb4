internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

struct Org: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "org",
        abstract: "The organisations this host obeys.",
        subcommands: [Create.self, List.self, Show.self, OrgSet.self])

    struct Create: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Create an organisation, and the store where there is none.")
        @Argument(help: "Name, for people and for --org.") var name: String
        @Option(help: "What it may use: without enterprise there is no single sign-on.") var plan = Plan
            .enterprise
        @OptionGroup var options: GlobalOptions

        private static let next =
            "Next: gatehouse member add YOU@DOMAIN --role owner --account LOCAL-ACCOUNT"

        func answer() async throws -> Done {
            guard !name.isEmpty, name.utf8.count <= 200, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
            else {
                throw CommandFailure.wrongUsage("a name has 1 to 200 bytes, and no line break.")
            }
            let store = try options.openStore(.create)
            try store.transaction { () throws(StoreError) in
                let organisation = try store.createOrganisation(name: name, plan: plan, at: .now)
                try store.record(
                    AuditEntry(
                        at: .now, event: .organisationCreate, actor: Operator.name, subject: name,
                        organisation: organisation, outcome: .changed, after: "plan \(plan.name)",
                        origin: Operator.origin))
            }
            let several = try store.organisations().count > 1
            return Done(
                done: """
                    Created \(name).\
                    \(several ? "\nThis host serves several now: commands about one of them want --org." : "")
                    \(Advice.naming(several ? name : nil, in: Self.next))
                    """)
        }
    }

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the organisations of this host.")
        @OptionGroup var options: GlobalOptions

        struct Organisations: Report {
            let organisations: [OrgReport]
            var text: String {
                organisations.isEmpty
                    ? "None. Run: gatehouse org create NAME"
                    : organisations.map { "\($0.name)  plan \($0.plan), \($0.seats)" }.joined(separator: "\n")
            }
        }

        func answer() async throws -> Organisations {
            let store = try options.openStore(.read)
            return Organisations(
                organisations: try store.organisations().map {
                    OrgReport($0, seatsTaken: try store.seatsTaken(of: $0.id))
                })
        }
    }

    struct Show: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show an organisation's plan and limits.")
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> OrgReport { try OrgReport(options) }
    }
}

/// An organisation's plan and limits.
struct OrgReport: Report {
    let name, plan: String
    let members: Int64
    @OrNull var seatLimit: Int64?
    /// In seconds.
    let keyMaxAge: Int64
    let externals: String
    let ssoRequired, jit: Bool

    init(_ organisation: Organisation, seatsTaken: Int64) {
        name = organisation.name
        plan = organisation.plan.name
        members = seatsTaken
        seatLimit = organisation.seatLimit
        keyMaxAge = organisation.keyMaxAge
        externals = organisation.externals.name
        (ssoRequired, jit) = (organisation.ssoRequired, organisation.jitEnabled)
    }

    /// The command's organisation as it is now.
    init(_ options: GlobalOptions) throws {
        let store = try options.openStore(.read)
        let organisation = try options.organisation(in: store)
        self.init(organisation, seatsTaken: try store.seatsTaken(of: organisation.id))
    }

    /// How many people it has, and may have.
    var seats: String { "\(members) of \(seatLimit.map { "\($0)" } ?? "any number of") members" }

    var text: String {
        """
        \(name)
          Plan              \(plan)
          Seats             \(seats)
          Key max age       \(KeyMaxAge(seconds: keyMaxAge).text)
          Externals         \(externals)
        """
    }
}
