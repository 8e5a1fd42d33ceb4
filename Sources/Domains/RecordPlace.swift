public import Policy

/// Where the TXT record of a claim may stand.
public enum RecordPlace: Sendable, Hashable, CaseIterable {
    /// At the claimed domain itself. A CNAME there is not followed: what it leads to is not the claimant's
    /// word.
    case domain
    /// At `_gatehouse-challenge.<domain>`, which may be a CNAME into a zone that the claimant also runs.
    case challenge

    /// The DNS name to ask for, lower case, without the closing dot.
    ///
    /// - Returns: `nil` when the name would be longer than the 253 characters that the DNS allows.
    public func name(for domain: DomainName) -> [UInt8]? {
        switch self {
        case .domain: return domain.bytes
        case .challenge:
            let name = Array("_gatehouse-challenge.".utf8) + domain.bytes
            return name.count <= 253 ? name : nil
        }
    }
}
