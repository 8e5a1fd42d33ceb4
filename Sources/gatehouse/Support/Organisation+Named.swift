internal import Store

extension Organisation {
    /// The organisation that a command is about.
    ///
    /// - Parameter name: what was given as `--org`; nil for the only one there is.
    static func named(_ name: String?, in store: borrowing Store) throws -> Organisation {
        let all = try store.organisations()
        let names = all.map { "  \($0.name)" }.joined(separator: "\n")
        guard let first = all.first else {
            throw CommandFailure.refused("there is no organisation yet. Run: gatehouse org create NAME")
        }
        if let name {
            guard let named = all.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
                throw CommandFailure.refused("there is no organisation \(name), but:\n\(names)")
            }
            return named
        }
        guard all.count == 1 else {
            throw CommandFailure.wrongUsage(
                "this host serves several organisations. Name one with --org:\n\(names)")
        }
        return first
    }
}
