internal import Domains
internal import Policy
internal import Store

extension AuditEntry {
    /// The record of one check: what has happened, and the evidence for it in words.
    ///
    /// - Parameters:
    ///   - news: in the order in which it is told; none for a check by hand that changed nothing.
    ///   - story: the evidence, which ends with this check.
    init(
        _ report: CheckReport, of domain: DomainName, news: [ClaimNews], story: [ClaimEvidence],
        at now: UnixTime
    ) {
        let check = story.last
        let moved = check.map(\.isTransition) ?? false
        let change = check.map {
            $0.isTransition ? "\($0.before.name) -> \($0.after.name)" : "stays \($0.after.name)"
        }
        let sentences =
            [([change].compactMap { $0 } + news.map(\.words)).joined(separator: ", ")]
            + (check.map { [$0.words] } ?? []) + (moved ? [Self.before(story)].compactMap { $0 } : [])
        self.init(
            at: now, event: report.isByHand ? .domainVerify : .domainCheck, actor: report.actor,
            subject: domain.description, outcome: moved ? .changed : news.isEmpty ? .checked : .noted,
            before: check?.before.name ?? "", after: check?.after.name ?? "", origin: report.origin,
            detail: sentences.joined(separator: ". "))
    }

    /// What the checks saw that led to this one.
    private static func before(_ story: [ClaimEvidence]) -> String? {
        guard let last = story.last, let previous = story.dropLast().last(where: { !$0.isTransition }),
            previous.outcome == last.outcome
        else { return nil }
        return "Before that, \(previous.count) checks in a row saw the same from \(previous.first.day) on"
    }
}

extension ClaimEvidence {
    /// One check in words: what it saw, whom it asked, what DNSSEC says.
    fileprivate var words: String { "Seen: \(text); asked: \(resolver); DNSSEC: \(dnssec)" }
}

extension ClaimNews {
    /// What has happened, for the audit log and the log of the system.
    var words: String {
        switch self {
        case .verified: "its record was found"
        case .missing: "its record is missing for the first time"
        case .grace: "its record was missing four times in a row"
        case .restored: "its record is back"
        case .lapsedByAbsence: "its record was seen to be out for seven days"
        case .lapsedBySilence: "its record could not be seen for thirty days"
        case .regained: "its record came back in time"
        case .expired: "its record was not found within thirty days"
        case .heldByAnother: "its record was found, but another organisation holds the domain"
        case .provisioningPaused: "its record could not be seen for seven days: nobody new is let in"
        case .provisioningResumed: "its record is seen again"
        case .withdrawn: "it was given up"
        }
    }
}
