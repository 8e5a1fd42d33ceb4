public import Policy

/// What a diagnosis has to say.
public struct ClaimExplanation: Sendable, Hashable {
    /// What a check saw at the same moment, without its second look.
    public var observation: Observation
    /// What was found, the two places first; never empty.
    public var findings: [DNSFinding]
    /// The zone the record belongs into; `nil` when the DNS did not say.
    public var zone: DomainName?
    /// The claimed name.
    public var domain: DomainName
    /// The claim's token.
    public var token: ClaimToken

    /// The domain is a CNAME, so that the record can stand at the challenge name only.
    public var isAliasInTheWay: Bool {
        findings.contains { if case .aliasInTheWay = $0 { true } else { false } }
    }

    /// What to type into a panel for the record at this place; `nil` when the name would be too long. Without
    /// a known zone, the domain is taken for one, which it mostly is.
    public func record(at place: RecordPlace, in panel: DNSPanel) -> PanelRecord? {
        PanelRecord(domain: domain, token: token, zone: zone ?? domain, place: place, panel: panel)
    }
}
