/// All of what the table has to know of a person: their membership in each organisation of this host, or for somebody unknown
/// the one that each organisation could give them.
///
/// A person is held to SSO if any organisation requires it of them. Then only what they prove to an organisation that requires
/// it counts, and a way around SSO is open only if all of these open it: an owner of one is no owner in the other. A
/// membership that is suspended or removed opens nothing, and holds to SSO as before while it is suspended; without an active
/// one there is row 3.
public struct Standing: Hashable, Sendable {
    /// By key of the organisation: the order they are given in does not matter.
    public let memberships: [Facts]

    /// - Parameter memberships: one for each organisation, never empty. An empty list is denied like an unreadable store.
    public init(_ memberships: [Facts]) {
        self.memberships = memberships.sorted { $0.organisation < $1.organisation }
    }

    /// The memberships whose rules count. The shortest ``Facts/keyMaxAge`` among them is that of each.
    var binding: [Facts] {
        if memberships.allSatisfy({ $0.subject == .unknown }) { return memberships }
        var found = memberships.filter { $0.isActiveMember }
        let requiring = found.filter { $0.ssoRequired }
        if !requiring.isEmpty {
            found = requiring
        } else if memberships.contains(where: { $0.isSuspendedMember && $0.ssoRequired }) {
            // Whoever suspends a person must not open a password to them by it.
            for index in found.indices { found[index].ssoRequired = true }
        }
        var shortest = Int64.max
        for facts in found { shortest = min(shortest, facts.keyMaxAge) }
        for index in found.indices { found[index].keyMaxAge = shortest }
        return found
    }
}

extension Facts {
    fileprivate var isActiveMember: Bool {
        if case .member(_, .active, _) = subject { true } else { false }
    }

    fileprivate var isSuspendedMember: Bool {
        if case .member(_, .suspended, _) = subject { true } else { false }
    }
}
