public import Policy

/// What to type into one panel.
public struct PanelRecord: Sendable, Hashable {
    /// The panel.
    public let panel: DNSPanel
    /// The field for the name; empty where it is to be left empty.
    public let name: String
    /// The field for the value.
    public let value: String

    /// The record of a claim.
    ///
    /// - Parameter zone: the zone that the panel edits; `domain`, or above it.
    /// - Returns: `nil` when `domain` is not in the zone, or the name would be too long for the DNS.
    public init?(domain: DomainName, token: ClaimToken, zone: DomainName, place: RecordPlace, panel: DNSPanel)
    {
        guard let bytes = place.name(for: domain) else { return nil }
        let whole = String(decoding: bytes, as: UTF8.self)
        self.panel = panel
        let text = String(decoding: token.recordValue, as: UTF8.self)
        value = panel.wantsQuotes ? "\"\(text)\"" : text
        guard domain == zone || domain.description.hasSuffix(".\(zone)") else { return nil }
        if !panel.appendsZone {
            name = whole + "."
        } else if bytes == zone.bytes {
            name = panel.apex
        } else {
            name = String(whole.dropLast(zone.bytes.count + 1))
        }
    }
}
