internal import Accounts
internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

struct Explain: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why somebody gets in or not: the decision, its row in the table, the facts it stands on.",
        discussion: """
            Without --method it tells what would happen at the start of a login, and what each proof would come to. With --org \
            it is about a program that serves that organisation alone. Exit status 1 when the answer is deny.
            """)
    @Argument(help: "Login name, as in ssh USER@host, or e-mail address.") var user: String
    @Option(help: "The program that would ask.") var service = "sshd"
    @Option(help: "Ask about one proof only; none is for a service that asks nobody.") var method:
        Policy.Method?
    @OptionGroup var options: GlobalOptions

    struct Explanation: Report {
        let user, service: String
        @OrNull var method: String?
        /// The organisation that decided.
        @OrNull var organisation: String?
        let row: Int
        let outcome, reason: String
        /// What the person reads before any proof; may be empty.
        let message: String
        /// What each proof would come to; of the one asked about alone.
        let proofs: [Explained]
        let memberships: [MembershipFacts]

        var text: String {
            var lines = ["\(user) over \(service): \(outcome) (row \(row))", "  \(reason)"]
            if !message.isEmpty {
                lines += ["Says"] + message.split(separator: "\n").map { "  \($0)" }
            }
            if proofs.count > 1 { lines += ["Proofs"] + proofs.map { "  \($0.text)" } }
            lines += ["Facts"] + memberships.flatMap(\.lines)
            return lines.joined(separator: "\n")
        }

        var status: ExitStatus { outcome == "deny" ? .no : .yes }
    }

    func answer() async throws -> Explanation {
        let store = try options.openStore(.read)
        let organisations = try store.organisations()
        let (standing, own) = try standing(in: store)
        let decide = { (method: Policy.Method) in
            own.map { Policy.decide(standing, method: method, within: $0) }
                ?? Policy.decide(standing, method: method)
        }
        let services = try store.hostSetting(ServiceList.nonInteractiveSetting).map { ServiceList($0) }
        let asksNobody = (services ?? .nonInteractive).contains([UInt8](service.utf8))
        let asked = method ?? (asksNobody ? .accountOnly : nil)
        let decision = asked.map(decide) ?? (own == nil ? LoginPlan(standing).decision : decide(.sso))
        let proofs = (asked.map { [$0] } ?? Policy.Method.allCases.dropLast()).map {
            Explained(decide($0), $0, organisations: organisations)
        }
        return Explanation(
            user: user, service: service, method: asked?.name,
            organisation: organisations.first { $0.id == decision.organisation }?.name,
            row: Int(decision.row.rawValue),
            outcome: asked == nil ? Self.word(decision, standing, decide) : decision.outcome.word,
            reason: Message.detailed(decision), message: Message.beforeProof(decision), proofs: proofs,
            memberships: standing.memberships.map { MembershipFacts($0, organisations: organisations) })
    }

    /// What is open at the start of a login: "sign in, or password".
    private static func word(_ plan: Decision, _ standing: Standing, _ decide: (Policy.Method) -> Decision)
        -> String
    {
        if plan.row == .notManaged { return plan.outcome.word }
        let hasPassword = standing.memberships.contains {
            if case .member(_, .active, .local) = $0.subject { true } else { false }
        }
        let open = [
            ("sign in", decide(.sso).outcome.admits),
            ("password", hasPassword && decide(.password).outcome == .ignore),
            ("recovery code", decide(.recoveryCode).outcome == .allow),
        ].filter(\.1)
        return open.isEmpty ? "deny" : open.map(\.0).joined(separator: ", or ")
    }

    /// What the store says of the person, and what the organisation of `--org` alone knows of them.
    private func standing(in store: borrowing Store) throws -> (Standing, own: Facts?) {
        let only = try options.org == nil ? nil : options.organisation(in: store).id
        if let email = EmailAddress(user),
            try LoginName(user).map({ try store.memberships(login: $0).isEmpty }) ?? true
        {
            guard let login = try login(of: email, in: store) else {
                let own = try only.map { try store.facts(ofUnknown: email, in: $0, at: .now) }
                return (try store.facts(email: email, at: .now), own)
            }
            return try standing(of: login, in: store, only)
        }
        guard let login = LoginName(user) else {
            throw CommandFailure.wrongUsage("\(user) is neither a login name nor an e-mail address.")
        }
        return try standing(of: login, in: store, only)
    }

    private func standing(
        of login: LoginName, in store: borrowing Store, _ only: Organisation.ID?
    ) throws -> (Standing, own: Facts?) {
        let local = try LocalAccountFiles().uid(of: login)
        let uid = try local ?? store.memberships(login: login).first?.uid ?? store.nextUID(for: login)
        let standing = try store.facts(login: login, uid: uid, isLocal: local != nil, at: .now)
        guard let only else { return (standing, nil) }
        let own = standing.memberships.first { $0.organisation == only }
        return (standing, try own ?? store.facts(ofUnknownIn: only, at: .now))
    }

    /// The account of whoever has the address in some organisation.
    private func login(of email: EmailAddress, in store: borrowing Store) throws(StoreError) -> LoginName? {
        for organisation in try store.organisations() {
            if let member = try store.member(email: email, of: organisation.id) { return member.login }
        }
        return nil
    }
}
