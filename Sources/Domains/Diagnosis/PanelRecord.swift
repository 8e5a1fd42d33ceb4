public import Policy

/// Where people edit their zones. All but a zone file append the zone's name to what is typed, so that the whole
/// name typed there gets it twice.
public enum DNSPanel: String, Sendable, Hashable, CaseIterable {
    /// A zone file, or a panel that is not listed and wants whole names.
    case zoneFile = "zone file"
    case cloudflare = "Cloudflare"
    case route53 = "Amazon Route 53"
    case goDaddy = "GoDaddy"
    case azure = "Azure DNS"
    case googleCloud = "Google Cloud DNS"
    case namecheap = "Namecheap"
    case digitalOcean = "DigitalOcean"
    case hetzner = "Hetzner"
    case ionos = "IONOS"
    case gandi = "Gandi"
    case ovh = "OVHcloud"

    /// The panel appends the zone's name; in a zone file a dot at the end stops that.
    public var appendsZone: Bool { self != .zoneFile }

    /// What stands for the zone itself.
    var apex: String {
        switch self {
        case .route53, .googleCloud, .ovh: ""
        default: "@"
        }
    }

    /// The value is typed with quotation marks.
    var wantsQuotes: Bool { self == .zoneFile || self == .route53 || self == .googleCloud }
}

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
