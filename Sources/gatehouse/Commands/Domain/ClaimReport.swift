internal import Domains
internal import Helper
internal import Policy
internal import Store

/// One claim as it stands, for JSON; the same keys wherever a claim is shown.
struct ClaimReport: Encodable {
    let domain, state, since, claimedAt: String
    /// The name with U-labels, where it has any.
    @OrNull var unicode: String?
    let recordName, recordType, recordValue: String
    /// The other name where the record may stand instead; null where that would be too long.
    @OrNull var challengeName: String?
    @OrNull var lastCheck: String?
    @OrNull var nextCheck: String?
    /// GRACE: the observed days until it unverifies.
    @OrNull var unverifiesInDays: Int64?
    /// Since when DNS has given no usable answer.
    @OrNull var silentSince: String?
    /// Its record was found, but another organisation of this host holds the domain.
    let heldByAnother: Bool
    /// VERIFIED: how many checks in a row did not find the record.
    let missingChecks: Int64

    /// A claim as the store has it.
    ///
    /// - Parameter heldByAnother: as ``Store/isOutrun(_:)`` says.
    init(_ claim: DomainClaim, heldByAnother: Bool = false) {
        self.heldByAnother = heldByAnother
        let life = ClaimLife(claim)
        domain = claim.domain.description
        state = claim.state.name
        since = claim.stateSince.iso8601
        claimedAt = claim.claimedAt.iso8601
        unicode = claim.domain.unicode
        recordName = domain
        recordType = "TXT"
        recordValue = "gatehouse-domain-verify=\(claim.token)"
        challengeName = RecordPlace.challenge.name(for: claim.domain).map {
            String(decoding: $0, as: UTF8.self)
        }
        lastCheck = life.lastCheck?.iso8601
        nextCheck = life.nextCheck?.iso8601
        unverifiesInDays = claim.facts.daysUntilLapse
        silentSince = life.silentSince?.iso8601
        missingChecks = life.absences
    }

    /// Name for people: `bücher.example (xn--bcher-kva.example)`.
    var title: String { unicode.map { "\($0) (\(domain))" } ?? domain }

    /// Where it stands, in a few lines.
    var standing: String {
        switch state {
        case "pending" where heldByAnother, "lapsed" where heldByAnother:
            """
            \(title) is \(state): its record was found, but another organisation of this host holds the domain.
            It is verified once that one gives it up.
            """
        case "pending": "\(title) is pending: its record was not found yet."
        case "verified" where missingChecks > 0:
            "\(title) is verified, but its record was not found the last "
                + (missingChecks == 1 ? "time" : "\(missingChecks) times")
                + ".\nIt is looked for again from \(nextCheck ?? "now") on."
        case "verified" where silentSince != nil:
            "\(title) is verified, but DNS gives no usable answer since \(silentSince ?? "")."
        case "verified": "\(title) is verified since \(since). Leave the record in DNS."
        case "grace":
            "\(title) is verified, but its record is missing since before \(since).\nIt "
                + Message.unverifies(in: unverifiesInDays ?? 0) + " unless it comes back."
        case "lapsed":
            """
            \(title) lapsed \(since): single sign-on is refused.
            Put the record back within 30 days, or release it and claim it anew.
            """
        default: "\(title) is \(state) since \(since)."
        }
    }
}
