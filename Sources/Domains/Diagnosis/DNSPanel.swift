/// Where people edit their zones. All but a zone file append the zone's name to what is typed, so that the
/// whole name typed there gets it twice.
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
