internal import Policy
internal import Store

/// One decision, for programs and people.
struct Explained: Encodable {
    let method: String
    let row: Int
    let outcome: String
    let reason: String
    /// The name of the organisation whose settings decided; nil for none.
    @OrNull var organisation: String?

    init(_ decision: Decision, _ method: Policy.Method, organisations: [Organisation]) {
        self.method = method.name
        row = Int(decision.row.rawValue)
        outcome = decision.outcome.word
        reason = Message.detailed(decision)
        organisation = organisations.first { $0.id == decision.organisation }?.name
    }

    var text: String { "\(method): \(outcome) (row \(row)): \(reason)" }
}

extension Decision.Outcome {
    /// The word that commands use.
    var word: String {
        switch self {
        case .deny: "deny"
        case .ignore: "ignore"
        case .allow: "allow"
        case .create: "create"
        }
    }
}
