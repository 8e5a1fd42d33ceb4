/// What one check of one claim saw in the DNS.
///
/// Spec: policy, "Claimed domain".
public struct Observation: Sendable, Hashable {
    /// The four outcomes, in the order in which they are tested.
    public enum Outcome: Sendable, Hashable, CaseIterable {
        /// DNSSEC says that an answer is forged or broken. Tested first: bogus data still carries the token.
        case bogus
        /// A place holds exactly the token's record.
        case present
        /// Every place answered with good evidence that the record is not there.
        case absent
        /// All the rest: failures, time-outs, refusals, servers that do not know the zone.
        case unknown
    }

    /// The outcome.
    public var outcome: Outcome
    /// DNSSEC proved what decided: the place that holds the record, or all places that do not. Never for the
    /// other two.
    public var isSecure: Bool
    /// One sentence for people: what was seen, and where.
    public var detail: String

    /// An observation; see the properties.
    public init(_ outcome: Outcome, isSecure: Bool = false, detail: String) {
        self.outcome = outcome
        self.isSecure = isSecure
        self.detail = detail
    }

    /// Judges the answers of one check. No answers at all are `unknown`.
    ///
    /// - Parameters:
    ///   - answers: one for each place that was asked.
    ///   - token: the token of the claim; the record must equal its `recordValue` byte for byte.
    public static func outcome(of answers: [Answer], token: ClaimToken) -> Observation {
        if let forged = answers.first(where: \.isBogus) {
            return Observation(
                .bogus, detail: "DNSSEC validation failed \(forged.place.phrase)\(forged.suffix)")
        }
        let holders = answers.filter { $0.holds(token.recordValue) }
        if let holder = holders.first(where: \.isSecure) ?? holders.first {
            return Observation(
                .present, isSecure: holder.isSecure, detail: "the record stands \(holder.place.phrase)")
        }
        if let silent = answers.first(where: { !$0.provesAbsence }) {
            return Observation(.unknown, detail: "no usable answer \(silent.place.phrase)\(silent.suffix)")
        }
        guard !answers.isEmpty else { return Observation(.unknown, detail: "nothing was asked") }
        return Observation(
            .absent, isSecure: answers.allSatisfy(\.isSecure),
            detail: answers.contains { $0.place == .domain && $0.isAlias }
                ? "no such record; the domain is a CNAME, which is not followed" : "no such record")
    }
}

extension Answer {
    private var isConclusive: Bool { responseCode == 0 || responseCode == 3 }
    private var isForeign: Bool { place == .domain && isAlias }

    fileprivate func holds(_ value: [UInt8]) -> Bool {
        responseCode == 0 && !isForeign && records.contains { TXTRecord(rdata: $0)?.text == value }
    }

    /// Asked only of an answer that does not hold the record.
    fileprivate var provesAbsence: Bool {
        isConclusive && (isSecure || hasSOA || isForeign || records.contains { TXTRecord(rdata: $0) != nil })
    }

    fileprivate var suffix: String {
        if !detail.isEmpty { return ": " + detail }
        switch responseCode {
        case nil: return ": no answer in time"
        case 0, 3: return ": the server does not know the zone"
        case 2: return ": SERVFAIL"
        case 5: return ": REFUSED"
        case .some(let code): return ": response code \(code)"
        }
    }
}

extension RecordPlace {
    fileprivate var phrase: String {
        switch self {
        case .domain: "at the domain itself"
        case .challenge: "at _gatehouse-challenge"
        }
    }
}
