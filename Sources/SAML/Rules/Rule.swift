/// One rule: its code, what it asks for, and the check that judges a subject by it.
///
/// A rule family is a list of these; its order is the order of the checklist. A check must be total: it
/// judges hostile input, and it may not assume that earlier rules held.
struct Rule<Subject>: Sendable {
    let code: RuleCode
    let text: String
    let check: @Sendable (Subject) -> Finding

    init(_ code: RuleCode, _ text: String, _ check: @escaping @Sendable (Subject) -> Finding) {
        self.code = code
        self.text = text
        self.check = check
    }
}

extension [RuleResult] {
    /// Judges `subject` by every rule of `rules`; without a subject, lists them as not reached.
    mutating func append<Subject>(_ rules: [Rule<Subject>], for subject: Subject?) {
        guard let subject else {
            for rule in rules { append(RuleResult(code: rule.code, text: rule.text, finding: .notReached)) }
            return
        }
        // Taken out of its optional once: a subject is large, and a copy for each rule costs more than the rule.
        for rule in rules {
            append(RuleResult(code: rule.code, text: rule.text, finding: rule.check(subject)))
        }
    }

    var hasFailure: Bool { contains { $0.status == .fail } }
}
