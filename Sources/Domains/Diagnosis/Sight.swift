internal import Policy

/// What answers mean to somebody who looks for one claim's record.
struct Sight {
    let domain: DomainName
    let token: ClaimToken
    let older: [ClaimToken]
    let zone: [UInt8]?

    /// Where people put the record by mistake: with the zone's name appended, at `www`, without the
    /// underscore, and at the top of the zone.
    var otherNames: [[UInt8]] {
        let challenge = Array("_gatehouse-challenge.".utf8)
        var names = [
            domain.bytes + dot + appended, challenge + domain.bytes + dot + appended,
            Array("www.".utf8) + domain.bytes, challenge.dropFirst() + domain.bytes,
        ]
        if appended != domain.bytes { names += [appended, challenge + appended] }
        return names.filter { $0.count <= 253 }
    }

    private var dot: [UInt8] { [UInt8(ascii: ".")] }

    /// What a panel appends: the zone, or the domain as long as nobody said which zone it is in.
    private var appended: [UInt8] { zone.flatMap { $0.isEmpty ? nil : $0 } ?? domain.bytes }

    /// What is to be said about one of the two places.
    func findings(at name: [UInt8], _ answer: Answer) -> [DNSFinding] {
        let shown = SafeText.printable(name)
        if answer.isBogus {
            let reason = answer.detail.isEmpty ? "the validator does not say why" : answer.detail
            return [.dnssecBroken(at: shown, reason: SafeText.printable(reason.utf8, limit: 300))]
        }
        guard answer.isConclusive else { return [.noAnswer(at: shown, reason: answer.suffix)] }
        if answer.holds(token.recordValue) { return [.inPlace(at: shown)] }
        var findings: [DNSFinding] = []
        if let alias = answer.alias {
            let target = SafeText.printable(alias)
            if answer.isAliasOfAll { return [.aliasOfAll(at: shown, target: target)] }
            if answer.isForeign { return [.aliasInTheWay(at: shown, target: target)] }
            findings = [.aliasLeadsNowhere(at: shown, target: target)]
        }
        let flaws = answer.texts.compactMap { text in
            RecordFlaw.find(in: text, token: token, older: older).map {
                DNSFinding.flaw($0, at: shown, value: SafeText.printable(text, limit: 80))
            }
        }
        if flaws.isEmpty, findings.isEmpty, !answer.provesAbsence {
            return [.noAuthority(at: shown)]
        }
        return findings + flaws.prefix(5)
    }

    /// What is to be said about another name: only that the record stands there, perhaps with a flaw.
    func stray(at name: [UInt8], _ answer: Answer) -> DNSFinding? {
        guard answer.responseCode == 0, !answer.isBogus, !answer.isAlias else { return nil }
        let holds = answer.texts.contains { text in
            let flaw = RecordFlaw.find(in: text, token: token, older: [])
            return text == token.recordValue || (flaw != nil && flaw != .other)
        }
        guard holds else { return nil }
        let shown = SafeText.printable(name)
        let doubled = domain.bytes + dot + appended
        if name.suffix(doubled.count) == doubled[...] {
            return .doubledZone(at: shown, zone: SafeText.printable(appended))
        }
        return .wrongPlace(at: shown, belongs: domain.description)
    }
}
