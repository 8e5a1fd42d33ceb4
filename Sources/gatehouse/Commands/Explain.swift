internal import Accounts
public import ArgumentParser
public import Policy
internal import Store

extension Policy.Method: ExpressibleByArgument {
    public init?(argument: String) {
        switch argument {
        case "sso": self = .sso
        case "password": self = .password
        case "publickey": self = .publicKey
        default: return nil
        }
    }

    public static var allValueStrings: [String] { ["sso", "password", "publickey"] }
}

struct Explain: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why somebody gets in or not: the decision, its row in the table, the facts it stands on.")
    @Argument(help: "Login name, as in ssh USER@host.") var user: String
    @Option(help: "The program that would ask.") var service = "sshd"
    @Option(help: "Ask about one proof only.") var method: Policy.Method?
    @OptionGroup var options: GlobalOptions

    struct Explanation: Report {
        let user, service: String
        let row: Int
        let outcome, reason: String
        let facts: [String: String]

        var text: String {
            let lines = facts.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
            return (["\(user) over \(service): \(outcome) (row \(row))", "  \(reason)", "Facts"] + lines)
                .joined(separator: "\n")
        }

        var status: ExitStatus { outcome == "deny" ? .no : .yes }
    }

    func answer() async throws -> Explanation {
        guard let login = LoginName(user) else {
            throw CommandFailure.wrongUsage("\(user) is no login name.")
        }
        let store = try options.openStore(.read)
        let local = try LocalAccountFiles().uid(of: login)
        let uid = try local ?? store.memberships(login: login).first?.uid ?? store.nextUID(for: login)
        let standing = try store.facts(login: login, uid: uid, isLocal: local != nil, at: .now)
        let (decision, outcome) =
            if let method {
                { (decision: Decision) in (decision, Self.word(decision.outcome)) }(
                    decide(standing, method: method))
            } else {
                { (plan: LoginPlan) in (plan.decision, Self.word(plan)) }(LoginPlan(standing))
            }
        let deciding = standing.memberships.first { $0.organisation == decision.organisation }
        let facts = deciding ?? standing.memberships[0]
        return Explanation(
            user: login.description, service: service, row: Int(decision.row.rawValue), outcome: outcome,
            reason: Message.detailed(decision), facts: Self.words(facts, uid: uid))
    }

    private static func word(_ outcome: Decision.Outcome) -> String {
        switch outcome {
        case .deny: "deny"
        case .ignore: "ignore"
        case .allow: "allow"
        case .create: "create"
        }
    }

    private static func word(_ plan: LoginPlan) -> String {
        switch plan {
        case .ignore: "ignore"
        case .deny: "deny"
        case .signIn(_, orPassword: nil, orCode: _): "sign in"
        case .signIn: "sign in, or password"
        case .password: "password"
        case .recoveryCode: "recovery code"
        }
    }

    private static func words(_ facts: Facts, uid: UInt32) -> [String: String] {
        var words = ["uid": "\(uid)"]
        switch facts.subject {
        case .unmanaged: return ["uid": "\(uid)", "account": "not managed"]
        case .member(let role, let status, let account):
            words["role"] = role.name
            words["active"] = status == .active ? "yes" : "no"
            words["account"] = account == .local ? "in /etc/passwd" : "managed"
        case .unknown: words["account"] = "nobody's yet"
        case .storeUnreadable: words["account"] = "unknown: the store cannot be read"
        }
        words["SSO required"] = facts.ssoRequired ? "yes" : "no"
        words["JIT"] = Status.text(of: ProvisioningPause.find(in: facts))
        words["domain"] =
            facts.claim.map { "\($0.domain) \($0.state.name) since \($0.since.day)" } ?? "none claimed"
        words["SSO set-up"] = SetupFault.find(in: facts).map(Message.text) ?? "correct"
        return words
    }
}
