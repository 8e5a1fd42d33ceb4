import Policy

/// One combination of everything that the decision table asks about, in the table's own words, and the facts that say the same.
struct Circumstance {
    var person: Person
    var isRequired: Bool
    var domain: Domain
    var isHeldByAnother: Bool
    var hasAnotherVerifiedDomain: Bool
    var provider: Provider
    var provisioning: Provisioning
    var externals: Externals
    var lastSSO: LastSSO
    var method: Policy.Method

    enum Person: Equatable {
        case notOurs
        case ofUnreadableStore(Subject.Account, Subject.StoreFailure)
        case unknown
        case member(Role, MemberStatus, Subject.Account)

        static let all: [Person] =
            [.notOurs, .unknown]
            + [
                .ofUnreadableStore(.local, .ignore), .ofUnreadableStore(.local, .deny),
                .ofUnreadableStore(.managed, .ignore), .ofUnreadableStore(.managed, .deny),
            ]
            + [Role.owner, .admin, .member].flatMap { role in
                [MemberStatus.active, .suspended, .removed].flatMap { status in
                    [Subject.Account.local, .managed].map { .member(role, status, $0) }
                }
            }
    }
    enum Domain: CaseIterable { case never, pending, verified, grace, lapsed, expired, withdrawn }
    enum Provider: CaseIterable {
        case none, disabled, incomplete, expired, metadataExpired, notYetValid, unproven, proven
    }
    enum Provisioning: CaseIterable { case off, on, onButDNSIsSilentForAWeek }
    enum LastSSO: CaseIterable { case never, justRecent, tooOld, inTheFuture }

    static let methods: [Policy.Method] = [.sso, .password, .publicKey, .recoveryCode, .accountOnly]

    /// Calls `body` with each combination.
    static func forEach(_ body: (Circumstance, Facts) -> Void) {
        for person in Person.all {
            for isRequired in [false, true] {
                for domain in Domain.allCases {
                    forEach(person, isRequired, domain, body)
                }
            }
        }
    }

    private static func forEach(
        _ person: Person, _ isRequired: Bool, _ domain: Domain, _ body: (Circumstance, Facts) -> Void
    ) {
        var one = Circumstance(
            person: person, isRequired: isRequired, domain: domain, isHeldByAnother: false,
            hasAnotherVerifiedDomain: false, provider: .none, provisioning: .off, externals: .refused,
            lastSSO: .never, method: .sso)
        for isHeldByAnother in [false, true] {
            for hasAnother in [false, true] {
                for provider in Provider.allCases {
                    for provisioning in Provisioning.allCases {
                        for externals in Externals.allCases {
                            for lastSSO in LastSSO.allCases {
                                one.isHeldByAnother = isHeldByAnother
                                one.hasAnotherVerifiedDomain = hasAnother
                                one.provider = provider
                                one.provisioning = provisioning
                                one.externals = externals
                                one.lastSSO = lastSSO
                                let facts = one.facts
                                for method in methods {
                                    one.method = method
                                    body(one, facts)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The same as the store would say it.
    var facts: Facts {
        let now = Given.now
        var facts = Facts(subject: subject, now: now)
        facts.ssoRequired = isRequired
        facts.jitEnabled = provisioning != .off
        facts.heldByAnother = isHeldByAnother
        facts.hasVerifiedDomain = hasAnotherVerifiedDomain || domain == .verified || domain == .grace
        if let state = claimState {
            facts.claim = Facts.Claim(
                domain: Given.domain, state: state, since: UnixTime(seconds: 1_789_000_000),
                silence: provisioning == .onButDNSIsSilentForAWeek ? 7 * 86_400 : 0)
        }
        facts.externals = externals
        switch lastSSO {
        case .never: facts.lastSSOAt = nil
        case .justRecent: facts.lastSSOAt = UnixTime(seconds: now.seconds - 86_400)
        case .tooOld: facts.lastSSOAt = UnixTime(seconds: now.seconds - 86_401)
        case .inTheFuture: facts.lastSSOAt = UnixTime(seconds: now.seconds + 1)
        }
        facts.identityProvider = Self.providers[provider] ?? nil
        return facts
    }

    private var subject: Subject {
        switch person {
        case .notOurs: .unmanaged
        case .unknown: .unknown
        case .ofUnreadableStore(let account, let failure): .storeUnreadable(account, localAccounts: failure)
        case .member(let role, let status, let account): .member(role: role, status: status, account: account)
        }
    }

    private var claimState: ClaimState? {
        switch domain {
        case .never: nil
        case .pending: .pending
        case .verified: .verified
        case .grace: .grace
        case .lapsed: .lapsed
        case .expired: .expired
        case .withdrawn: .withdrawn
        }
    }

    private static let providers: [Provider: IdentityProviderFacts?] = {
        var made: [Provider: IdentityProviderFacts?] = [:]
        for provider in Provider.allCases {
            var facts = Given.provider
            switch provider {
            case .none:
                made[provider] = .some(nil)
                continue
            case .disabled: facts.isEnabled = false
            case .incomplete: facts.isComplete = false
            case .expired: facts.certificates[0].notAfter = UnixTime(seconds: Given.now.seconds - 1)
            case .metadataExpired: facts.validUntil = Given.now
            case .notYetValid: facts.certificates[0].notBefore = UnixTime(seconds: Given.now.seconds + 1)
            case .unproven: facts.provenAt = nil
            case .proven: break
            }
            made[provider] = facts
        }
        return made
    }()
}
