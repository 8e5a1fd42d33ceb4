public import Policy

/// Names that mean the same to everybody and belong to nobody (RFC 6761), and all names below them.
public struct SpecialUseNames: Sendable, Hashable {
    /// IANA's registry of special-use domain names; `arpa` as a whole, which is infrastructure; and the
    /// top-level domains of private networks, which stay out of the root (RFC 6762, appendix G).
    public static let registry = SpecialUseNames([
        "alt", "arpa", "example", "example.com", "example.net", "example.org", "invalid", "local",
        "localhost",
        "onion", "test", "corp", "home", "internal", "intranet", "lan", "private",
    ])

    private let names: Set<String>

    private init(_ names: Set<String>) { self.names = names }

    /// The same without some of its names, for a host whose own DNS serves them.
    ///
    /// - Parameter served: as in the registry, lower case, such as `example` or `corp`; names that are not
    ///   reserved change nothing.
    public func allowing(_ served: some Sequence<String>) -> SpecialUseNames {
        SpecialUseNames(names.subtracting(served))
    }

    /// The reserved name that is this one or above it; `nil` when there is none.
    public func reserved(above name: DomainName) -> String? {
        let labels = name.description.split(separator: ".")
        return labels.indices.lazy.map { labels[$0...].joined(separator: ".") }.first(where: names.contains)
    }
}
