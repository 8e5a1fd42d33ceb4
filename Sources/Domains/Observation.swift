/// What one check of one claim saw in the DNS.
public struct Observation: Sendable, Hashable {
    /// The four outcomes, in the order in which they are tested. Raw values are for keeping.
    public enum Outcome: UInt8, Sendable, Hashable, CaseIterable {
        /// DNSSEC says that an answer is forged or broken. Tested first: bogus data still carries the token.
        case bogus = 1
        /// A place holds exactly the token's record.
        case present = 2
        /// Every place answered with good evidence that the record is not there.
        case absent = 3
        /// All the rest: failures, time-outs, refusals, servers that do not know the zone.
        case unknown = 4
    }

    /// The outcome.
    public var outcome: Outcome
    /// DNSSEC proved what decided: the place that holds the record, or all places that do not. Never for the
    /// other two.
    public var isSecure: Bool
    /// DNSSEC proved it, or a second look-up by a context of its own saw the same. Without this nothing is
    /// verified and nothing lapses.
    public var isConfirmed: Bool
    /// One sentence for people: what was seen, and where. Printable ASCII, bounded.
    public var detail: String
    /// What stood at the places: how many TXT records, and the values that look like somebody's token.
    /// Printable ASCII, at most 400 characters; empty when nothing did.
    public var seen: String

    /// An observation; see the properties. What DNSSEC proved is confirmed.
    public init(
        _ outcome: Outcome, isSecure: Bool = false, isConfirmed: Bool = false, detail: String,
        seen: String = ""
    ) {
        self.outcome = outcome
        self.isSecure = isSecure
        self.isConfirmed = isConfirmed || isSecure
        self.detail = detail
        self.seen = seen
    }

    /// Judges the answers of one check. No answers at all are `unknown`.
    ///
    /// - Parameters:
    ///   - answers: one for each place that was asked.
    ///   - token: the token of the claim; the record must equal its `recordValue` byte for byte.
    public static func outcome(of answers: [Answer], token: ClaimToken) -> Observation {
        var observation = judge(answers, token)
        observation.seen = String(answers.compactMap(\.sight).joined(separator: "; ").prefix(400))
        return observation
    }

    private static func judge(_ answers: [Answer], _ token: ClaimToken) -> Observation {
        if let forged = answers.first(where: \.isBogus) {
            return Observation(
                .bogus, detail: "DNSSEC validation failed \(forged.phrase)\(forged.suffix)")
        }
        let holders = answers.filter { $0.holds(token.recordValue) }
        if let holder = holders.first(where: \.isSecure) ?? holders.first {
            return Observation(
                .present, isSecure: holder.isSecure, detail: "the record stands \(holder.phrase)")
        }
        if let silent = answers.first(where: { !$0.provesAbsence }) {
            return Observation(.unknown, detail: "no usable answer \(silent.phrase)\(silent.suffix)")
        }
        guard !answers.isEmpty else { return Observation(.unknown, detail: "nothing was asked") }
        return Observation(
            .absent, isSecure: answers.allSatisfy(\.isSecure),
            detail: "no such record"
                + (answers.first(where: \.isForeign).map {
                    $0.place == .domain
                        ? "; the domain is a CNAME, which is not followed"
                        : "; a wildcard or DNAME leads the challenge name elsewhere, which is not followed"
                } ?? ""))
    }
}
