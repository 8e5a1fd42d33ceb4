/// PAM services as `gatehouse.conf` lists them.
public struct ServiceList: Hashable, Sendable {
    /// The names, separated by blanks.
    public let text: String

    /// Services that ask nobody for a proof (row 21), on a host that lists no others.
    public static var nonInteractive: ServiceList { ServiceList("cron crond atd systemd-user") }
    /// The host's setting that holds such a list, for the module.
    public static var nonInteractiveSetting: String { "non-interactive-services" }

    /// Takes names that are separated by blanks.
    public init(_ text: String) {
        self.text = text
    }

    /// Whether a service is one of them, compared byte for byte.
    public func contains(_ service: [UInt8]) -> Bool {
        !service.isEmpty
            && text.utf8.split(separator: UInt8(ascii: " ")).contains { $0.elementsEqual(service) }
    }
}
