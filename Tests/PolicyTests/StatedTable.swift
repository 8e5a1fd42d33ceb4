import Policy

/// The decision table as it is written for people, row by row, without a look at the code that decides: the first row whose
/// words fit is the one.
extension Circumstance {
    /// The rows in their order, each with whether its words fit, and what it says to do.
    static let table:
        [(
            number: UInt8, fits: @Sendable (Circumstance) -> Bool,
            outcome: @Sendable (Circumstance) -> Decision.Outcome
        )] = [
            (1, { $0.person == .notOurs }, { _ in .ignore }),
            (
                2, { if case .ofUnreadableStore = $0.person { true } else { false } },
                { $0.person == .ofUnreadableStore(.local, .ignore) ? .ignore : .deny }
            ),
            (3, { $0.isMember && !$0.isActive }, { _ in .deny }),
            (4, { $0.method == .sso && $0.isHeldByAnother }, { _ in .deny }),
            (5, { $0.method == .sso && $0.domain == .pending }, { _ in .deny }),
            (6, { $0.method == .sso && ($0.domain == .lapsed || $0.domain == .withdrawn) }, { _ in .deny }),
            (7, { $0.method == .sso && $0.isVerified && !$0.hasUsableProvider }, { _ in .deny }),
            (8, { $0.method == .sso && $0.isVerified && $0.isMember }, { _ in .allow }),
            (
                9,
                {
                    $0.method == .sso && $0.isVerified && $0.person == .unknown && $0.provisioning == .on
                        && $0.provider == .proven
                }, { _ in .create }
            ),
            (
                // No proof of another kind makes anybody a member.
                10,
                {
                    $0.person == .unknown
                        && ($0.method == .sso && $0.isVerified || $0.method == .publicKey
                            || $0.method == .accountOnly)
                }, { _ in .deny }
            ),
            (
                11, { $0.method == .sso && ($0.domain == .never || $0.domain == .expired) }, { _ in .deny }
            ),
            (
                12, { ($0.method == .password || $0.method == .recoveryCode) && !$0.isRequired },
                { _ in .ignore }
            ),
            (
                13, { $0.method == .password && $0.isMember && $0.domain == .never && !$0.mayFallBack },
                { $0.externals == .password ? .ignore : .deny }
            ),
            (14, { $0.method == .password && $0.mayFallBack }, { _ in .ignore }),
            (15, { $0.method == .recoveryCode && $0.role == .owner }, { _ in .allow }),
            (16, { $0.method == .password || $0.method == .recoveryCode }, { _ in .deny }),
            (
                17, { $0.method == .publicKey && $0.isRequired && $0.lastSSO == .justRecent },
                { _ in .allow }
            ),
            (18, { $0.method == .publicKey && $0.isRequired && $0.mayFallBack }, { _ in .allow }),
            (19, { $0.method == .publicKey && $0.isRequired }, { _ in .deny }),
            (20, { $0.method == .publicKey && $0.isActive }, { _ in .allow }),
            (21, { $0.method == .accountOnly && $0.isActive }, { _ in .allow }),
        ]

    var isMember: Bool { role != nil }

    var role: Role? {
        if case .member(let role, _, _) = person { role } else { nil }
    }

    var isActive: Bool {
        if case .member(_, .active, _) = person { true } else { false }
    }

    /// V.
    var isVerified: Bool { domain == .verified || domain == .grace }

    /// Neither B1 nor B2.
    var hasUsableProvider: Bool { provider == .unproven || provider == .proven }

    /// B.
    var isNotSetUpCorrectly: Bool {
        let ownDomainIsLost = domain == .lapsed || domain == .withdrawn
        return provider != .proven || ownDomainIsLost || !(isVerified || hasAnotherVerifiedDomain)
    }

    /// An owner or admin, while B holds.
    var mayFallBack: Bool { (role == .owner || role == .admin) && isNotSetUpCorrectly }
}
