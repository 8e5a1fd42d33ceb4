internal import Domains
internal import Logging
internal import Policy
internal import Synchronization

/// The names that look-ups are paced by, so that the servers of one owner are never asked in bursts.
///
/// - Parameter list: the host's own public suffix list; nil for the distribution's.
func registeredNames(by list: String?, _ logger: Logger) -> @Sendable (DomainName) -> DomainName {
    do {
        let suffixes = try PublicSuffixList(path: list)
        let memory = RegisteredNameMemory()
        return { name in memory.name(for: name) { suffixes.registered(name) } }
    } catch {
        logger.warning("domains are paced by their last two labels", metadata: ["why": "\(error)"])
        return { name in
            let labels = name.description.split(separator: ".")
            return DomainName(labels.suffix(2).joined(separator: ".")) ?? name
        }
    }
}

/// What the list said of the names that are looked for again and again.
private final class RegisteredNameMemory: Sendable {
    private let known = Mutex<[DomainName: DomainName]>([:])

    /// More names than any host has claimed, at about 200 bytes each.
    private static let most = 50_000

    func name(for name: DomainName, _ ask: () -> DomainName) -> DomainName {
        known.withLock { known in
            if let registered = known[name] { return registered }
            if known.count >= Self.most { known = [:] }
            let registered = ask()
            known[name] = registered
            return registered
        }
    }
}
