/// The table for one organisation. Nothing else decides; ``decide(_:method:)-(Standing,_)`` applies it to all of a person's
/// organisations.
///
/// - Parameters:
///   - facts: what the store says of the person and the organisation, at one moment.
///   - method: the proof the person offers, or is about to be asked for.
/// - Returns: the first row of the table that matches.
public func decide(_ facts: Facts, method: Method) -> Decision {
    switch facts.subject {
    case .unmanaged:
        return facts.row(.notManaged, .ignore)
    case .storeUnreadable(.local, localAccounts: .ignore):
        return facts.row(.storeUnreadable, .ignore)
    case .storeUnreadable:
        return facts.row(.storeUnreadable, .deny)
    case .member(_, let status, _) where status != .active:
        return facts.row(.notActive, .deny)
    case .member, .unknown:
        break
    }
    switch method {
    case .sso: return decideSSO(facts)
    case .password: return decidePassword(facts)
    case .recoveryCode: return decideRecoveryCode(facts)
    case .publicKey: return decidePublicKey(facts)
    case .accountOnly: return decideAccountOnly(facts)
    }
}

/// Rows 4 to 11.
private func decideSSO(_ facts: Facts) -> Decision {
    if facts.heldByAnother { return facts.row(.heldByAnother, .deny) }
    guard let claim = facts.claim else { return facts.row(.domainNotClaimed, .deny) }
    switch claim.state {
    case .pending: return facts.row(.domainPending, .deny, .claim(claim))
    case .lapsed, .withdrawn: return facts.row(.domainLapsed, .deny, .claim(claim))
    case .expired: return facts.row(.domainNotClaimed, .deny, .claim(claim))
    case .verified, .grace: break
    }
    if let fault = SetupFault.ofIdentityProvider(in: facts) {
        return facts.row(.identityProviderUnusable, .deny, .fault(fault))
    }
    if facts.isOfMember { return facts.row(.memberBySSO, .allow) }
    if let pause = ProvisioningPause.find(in: facts) {
        return facts.row(.notAMember, .deny, .provisioning(pause))
    }
    return facts.row(.justInTime, .create)
}

/// Rows 12, 13, 14 and 16. Row 13 is about those who cannot fall back: an owner or admin while SSO is not set up correctly has
/// row 14, whatever their domain is.
private func decidePassword(_ facts: Facts) -> Decision {
    guard facts.ssoRequired else { return facts.row(.passwordAllowed, .ignore) }
    if let fault = facts.fallback { return facts.row(.passwordFallback, .ignore, .fault(fault)) }
    if facts.isOfMember, facts.claim == nil {
        return facts.row(.external, facts.externals == .password ? .ignore : .deny)
    }
    return facts.row(.passwordRefused, .deny)
}

/// Rows 12, 15 and 16.
private func decideRecoveryCode(_ facts: Facts) -> Decision {
    guard facts.ssoRequired else { return facts.row(.passwordAllowed, .ignore) }
    if case .member(.owner, _, _) = facts.subject { return facts.row(.recoveryCode, .allow) }
    return facts.row(.passwordRefused, .deny)
}

/// Rows 17 to 20. A key makes nobody a member: whoever is unknown has never signed in.
private func decidePublicKey(_ facts: Facts) -> Decision {
    guard facts.isOfMember else { return facts.row(.notAMember, .deny) }
    guard facts.ssoRequired else { return facts.row(.keyAllowed, .allow) }
    if facts.hasRecentSSO { return facts.row(.keyFresh, .allow, .keyMaxAge(facts.keyMaxAge)) }
    if let fault = facts.fallback { return facts.row(.keyFallback, .allow, .fault(fault)) }
    return facts.row(.keyStale, .deny, .keyMaxAge(facts.keyMaxAge))
}

/// Row 21. Where nothing was proven only a member goes on.
private func decideAccountOnly(_ facts: Facts) -> Decision {
    facts.isOfMember ? facts.row(.nothingAsked, .allow) : facts.row(.notAMember, .deny)
}

extension Facts {
    fileprivate func row(
        _ row: Row, _ outcome: Decision.Outcome, _ reason: Decision.Reason = .row
    ) -> Decision {
        Decision(row, outcome, reason, organisation: organisation)
    }

    fileprivate var isOfMember: Bool {
        if case .member = subject { true } else { false }
    }

    /// B, for those whom it lets fall back.
    fileprivate var fallback: SetupFault? {
        guard case .member(let role, _, _) = subject, role.mayFallBack else { return nil }
        return SetupFault.find(in: self)
    }

    /// A sign-in in the future is none: the clock or the store was tampered with, or one of them is wrong.
    fileprivate var hasRecentSSO: Bool {
        guard let last = lastSSOAt, last <= now, keyMaxAge > 0 else { return false }
        let (age, isTooLong) = now.seconds.subtractingReportingOverflow(last.seconds)
        return !isTooLong && age <= keyMaxAge
    }
}
