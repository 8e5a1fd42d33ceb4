import Policy

/// A host where everything is set up and SSO is required; tests change the one thing they are about.
enum Given {
    static let now = UnixTime(seconds: 1_790_000_000)
    static let domain = DomainName("corp.example")!

    static func facts(_ subject: Subject) -> Facts {
        var facts = Facts(subject: subject, now: now)
        facts.ssoRequired = true
        facts.jitEnabled = true
        facts.claim = Facts.Claim(domain: domain, state: .verified, since: UnixTime(seconds: 1_789_000_000))
        facts.hasVerifiedDomain = true
        facts.identityProvider = provider
        return facts
    }

    static var provider: IdentityProviderFacts {
        IdentityProviderFacts(
            isEnabled: true, isComplete: true,
            certificates: [
                .init(notBefore: UnixTime(seconds: 0), notAfter: UnixTime(seconds: 2_000_000_000))
            ],
            changedAt: UnixTime(seconds: 1_780_000_000), provenAt: UnixTime(seconds: 1_780_000_100))
    }

    static let member = Subject.member(role: .member, status: .active, account: .managed)
    static let localMember = Subject.member(role: .member, status: .active, account: .local)
    static let owner = Subject.member(role: .owner, status: .active, account: .local)
    static let admin = Subject.member(role: .admin, status: .active, account: .local)

    /// Ways in which SSO is not set up correctly (B), each with the fault that is to be found.
    static let faults: [(fault: SetupFault, spoil: @Sendable (inout Facts) -> Void)] = [
        (.noIdentityProvider, { $0.identityProvider = nil }),
        (.noIdentityProvider, { $0.identityProvider?.isEnabled = false }),
        (.identityProviderIncomplete, { $0.identityProvider?.isComplete = false }),
        (.identityProviderIncomplete, { $0.identityProvider?.certificates = [] }),
        (.metadataExpired(now), { $0.identityProvider?.validUntil = now }),
        (
            .certificatesExpired(UnixTime(seconds: 1_789_999_999)),
            {
                $0.identityProvider?.certificates = [
                    .init(notBefore: UnixTime(seconds: 0), notAfter: UnixTime(seconds: 1_700_000_000)),
                    .init(notBefore: UnixTime(seconds: 0), notAfter: UnixTime(seconds: 1_789_999_999)),
                ]
            }
        ),
        (
            .certificatesNotValidYet,
            {
                $0.identityProvider?.certificates = [
                    .init(
                        notBefore: UnixTime(seconds: 1_790_000_001),
                        notAfter: UnixTime(seconds: 2_000_000_000))
                ]
            }
        ),
        (
            .noVerifiedDomain,
            {
                $0.hasVerifiedDomain = false
                $0.claim = nil
            }
        ),
        (
            .ownDomainLapsed(domain, since: UnixTime(seconds: 1_789_000_000)),
            { $0.claim?.state = .lapsed }
        ),
        (.unproven, { $0.identityProvider?.provenAt = nil }),
        (.unproven, { $0.identityProvider?.provenAt = UnixTime(seconds: 1_779_999_999) }),
    ]
}

/// What is said of somebody with one membership.
extension LoginPlan {
    init(_ facts: Facts) { self.init(Standing([facts])) }
}

extension Message {
    static func warning(_ facts: Facts) -> String? { warning(Standing([facts])) }
}
