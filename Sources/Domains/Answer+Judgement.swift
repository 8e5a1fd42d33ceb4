/// What an answer means for a claim.
extension Answer {
    /// The answer is the zone's word: NOERROR or NXDOMAIN.
    var isConclusive: Bool { responseCode == 0 || responseCode == 3 }

    /// The records are not the claimant's: a CNAME or DNAME at the domain itself is not followed, nor one
    /// that leads every name there.
    var isForeign: Bool { isAlias && (place == .domain || isAliasOfAll) }

    /// The readable ones of the TXT records.
    var texts: [[UInt8]] { records.compactMap { TXTRecord(rdata: $0)?.text } }

    func holds(_ value: [UInt8]) -> Bool {
        responseCode == 0 && !isForeign && records.contains { TXTRecord(rdata: $0)?.text == value }
    }

    /// Asked only of an answer that does not hold the record.
    var provesAbsence: Bool {
        isConclusive
            && (isSecure || authority != nil || isForeign || records.contains { TXTRecord(rdata: $0) != nil })
    }

    /// Somebody who serves the zone says this.
    var isSomebodysWord: Bool { isConclusive && !isBogus && (isAlias || !records.isEmpty || provesAbsence) }

    /// Where, in a sentence.
    var phrase: String {
        switch place {
        case .domain: "at the domain itself"
        case .challenge: "at _gatehouse-challenge"
        case nil: "there"
        }
    }

    /// Why there was no usable answer, to be put behind a sentence.
    var suffix: String {
        if !detail.isEmpty { return ": " + SafeText.printable(detail.utf8) }
        switch responseCode {
        case nil: return ": no answer in time"
        case 0, 3: return ": no SOA record in it, as from a server that does not know the zone"
        case 2: return ": SERVFAIL"
        case 5: return ": REFUSED"
        case .some(let code): return ": response code \(code)"
        }
    }

    /// What stands here, for the evidence; `nil` when nothing does.
    var sight: String? {
        guard !records.isEmpty else { return nil }
        let similar = texts.filter { $0.starts(with: ClaimToken.prefix) }.prefix(2)
            .map { SafeText.printable($0, limit: 64) }
        let count = records.count == 1 ? "1 TXT record" : "\(records.count) TXT records"
        return "\(count) \(phrase)"
            + (similar.isEmpty ? "" : ", among them " + similar.joined(separator: ", "))
    }
}
