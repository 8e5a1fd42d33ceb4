internal import Domains
internal import Logging
internal import Policy

/// The names that look-ups are paced by, so that the servers of one owner are never asked in bursts.
///
/// - Parameter list: the host's own public suffix list; nil for the distribution's.
func registeredNames(by list: String?, _ logger: Logger) -> @Sendable (DomainName) -> DomainName {
    do {
        let suffixes = try PublicSuffixList(path: list)
        return { suffixes.registered($0) }
    } catch {
        logger.warning("domains are paced by their last two labels", metadata: ["why": "\(error)"])
        return { name in
            let labels = name.description.split(separator: ".")
            return DomainName(labels.suffix(2).joined(separator: ".")) ?? name
        }
    }
}
