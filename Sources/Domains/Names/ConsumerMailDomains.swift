internal import Policy

/// The domains of `consumer-mail-domains.txt`: anybody can have an address there.
enum ConsumerMailDomains {
    /// Whether the list has exactly this name; names below one are not on it.
    static func contains(_ name: DomainName) -> Bool { names.contains(name) }

    /// One name a line; `#` begins a comment.
    static let names: Set<DomainName> = {
        let text = String(decoding: PackageResources.consumer_mail_domains_txt, as: UTF8.self)
        return Set(
            text.split(separator: "\n").filter { !$0.hasPrefix("#") }
                .flatMap { $0.split(separator: " ") }.compactMap { DomainName($0.utf8) })
    }()
}
