/// What changes when one description takes the place of another (META-10).
public struct MetadataDifference: Sendable, Equatable {
    /// Changes that decide whom this host believes and where it sends people: entity ID, URL, keys, an earlier end. One line
    /// each, printable.
    public let trust: [String]
    /// Whether the entity ID changes: everybody's identity is bound to it.
    public let changesEntityID: Bool
    /// Whether the new one can be told from an earlier one that is brought back, signed as it was: it is valid for longer, or
    /// it only changes keys, by the certificates' dates adds none that is older than a key in force and leaves none behind
    /// that is younger than all of its own, and ends no earlier.
    public let isNewer: Bool
    /// Changes of how long the description is valid, and of what it asks for. One line each, printable.
    public let terms: [String]

    /// All lines, for people and for the audit log.
    public var lines: [String] { trust + terms }
    /// Whether nothing changes.
    public var isEmpty: Bool { lines.isEmpty }

    /// Compares byte for byte; the order of certificates means nothing.
    public init(from old: TrustedDescription, to new: TrustedDescription) {
        changesEntityID = !sameBytes(old.entityID, new.entityID)
        var trust: [String] = []
        if changesEntityID { trust.append("entity ID: \(old.entityID) -> \(new.entityID)") }
        if !sameBytes(old.signInURL, new.signInURL) {
            trust.append("sign-in URL: \(old.signInURL) -> \(new.signInURL)")
        }
        let added = new.certificates.filter { !old.certificates.contains($0) }
        trust += added.map { "key added: " + Self.line($0) }
        trust += old.certificates.filter { !new.certificates.contains($0) }.map {
            "key removed: " + Self.line($0)
        }
        let youngest = old.certificates.map(\.notBefore).max() ?? .min
        let isLonger = old.validUntil.flatMap { known in new.validUntil.map { $0 > known } } ?? false
        let endsEarlier = new.validUntil.map { $0 < old.validUntil ?? .max } ?? false
        isNewer =
            isLonger
            || !endsEarlier && sameBytes(old.signInURL, new.signInURL)
                && added.allSatisfy { $0.notBefore >= youngest }
                && new.certificates.contains { $0.notBefore >= youngest }
        var terms: [String] = []
        if old.wantsSignedRequests != new.wantsSignedRequests {
            terms.append(
                "signed requests: " + (new.wantsSignedRequests ? "asked for now" : "not asked for any more"))
        }
        if old.validUntil != new.validUntil {
            // Whoever brings the end forward shuts single sign-on off and opens what is left without it.
            let line = "valid until: \(Self.end(old.validUntil)) -> \(Self.end(new.validUntil))"
            if endsEarlier { trust.append(line) } else { terms.append(line) }
        }
        // Never cut: a person decides by these lines, and they tell one proposal from another.
        self.trust = trust.map { printable($0, atMost: .max) }
        self.terms = terms
    }

    private static func line(_ certificate: Certificate) -> String {
        "SHA-256 \(certificate.fingerprintSHA256), valid \(CalendarInstant.format(certificate.notBefore))"
            + " to \(CalendarInstant.format(certificate.notAfter))"
    }

    private static func end(_ seconds: Int64?) -> String { seconds.map(CalendarInstant.format) ?? "no end" }
}
