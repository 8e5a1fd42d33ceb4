/// All of what the table has to know of a person: their membership in each organisation of this host, or for somebody unknown
/// the one that each organisation could give them.
///
/// A person is held to SSO if any organisation requires it of them. Then only what they prove to an organisation that requires
/// it counts, and a way around SSO is open only if all of these open it: an owner of one is no owner in the other. A
/// membership that is suspended opens nothing, and where it requires SSO it keeps every way around closed that it would
/// close if it were active. One that is removed does neither. Without an active one there is row 3.
public struct Standing: Hashable, Sendable {
    /// By key of the organisation: the order they are given in does not matter.
    public let memberships: [Facts]

    /// - Parameter memberships: one for each organisation, never empty. An empty list is denied like an unreadable store.
    public init(_ memberships: [Facts]) {
        self.memberships = memberships.sorted { $0.organisation < $1.organisation }
    }

    /// The memberships whose rules count, and those that have to open a way around SSO beside them: the suspended ones that
    /// require it, as if they were active. The shortest ``Facts/keyMaxAge`` among all is that of each.
    var binding: (own: [Facts], suspended: [Facts]) {
        if memberships.allSatisfy({ $0.subject == .unknown }) { return (memberships, []) }
        var own = memberships.filter { $0.isMember(.active) }
        let requiring = own.filter { $0.ssoRequired }
        if !requiring.isEmpty { own = requiring }
        var suspended = memberships.filter { $0.isMember(.suspended) && $0.ssoRequired }
        var shortest = Int64.max
        for facts in own + suspended { shortest = min(shortest, facts.keyMaxAge) }
        for index in own.indices {
            own[index].keyMaxAge = shortest
            if !suspended.isEmpty { own[index].ssoRequired = true }
        }
        for index in suspended.indices {
            suspended[index].keyMaxAge = shortest
            suspended[index].reinstate()
        }
        return (own, suspended)
    }
}

extension Facts {
    fileprivate func isMember(_ wanted: MemberStatus) -> Bool {
        if case .member(_, let status, _) = subject { status == wanted } else { false }
    }

    fileprivate mutating func reinstate() {
        guard case .member(let role, _, let account) = subject else { return }
        subject = .member(role: role, status: .active, account: account)
    }
}
