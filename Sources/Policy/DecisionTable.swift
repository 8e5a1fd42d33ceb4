/// The rule. The module, the helper and the command line's dry runs all call this one function; nothing else decides.
///
/// - Parameters:
///   - facts: what the store says of the person and the organisation, at one moment.
///   - method: the proof the person offers, or is about to be asked for.
/// - Returns: the first row of the table that matches.
public func decide(_ facts: Facts, method: Method) -> Decision {
    switch facts.subject {
    case .unmanaged:
        return Decision(.notManaged, .ignore)
    case .storeUnreadable(.local, localAccounts: .ignore):
        return Decision(.storeUnreadable, .ignore)
    case .storeUnreadable:
        return Decision(.storeUnreadable, .deny)
    case .member(_, let status, _) where status != .active:
        return Decision(.notActive, .deny)
    case .member, .unknown:
        break
    }
    switch method {
    case .sso: return decideSSO(facts)
    case .password: return decidePassword(facts)
    case .publicKey: return decidePublicKey(facts)
    }
}

/// Rows 5 to 11.
private func decideSSO(_ facts: Facts) -> Decision {
    guard let claim = facts.claim else { return Decision(.domainNotClaimed, .deny) }
    switch claim.state {
    case .pending: return Decision(.domainPending, .deny, .claim(claim))
    case .lapsed, .withdrawn: return Decision(.domainLapsed, .deny, .claim(claim))
    case .expired: return Decision(.domainNotClaimed, .deny, .claim(claim))
    case .verified, .grace: break
    }
    if let fault = SetupFault.ofIdentityProvider(in: facts) {
        return Decision(.identityProviderUnusable, .deny, .fault(fault))
    }
    if case .member = facts.subject { return Decision(.memberBySSO, .allow) }
    if let pause = ProvisioningPause.find(in: facts) {
        return Decision(.notAMember, .deny, .provisioning(pause))
    }
    return Decision(.justInTime, .create)
}

/// Rows 12, 14 and 16.
private func decidePassword(_ facts: Facts) -> Decision {
    guard facts.ssoRequired else { return Decision(.passwordAllowed, .ignore) }
    if case .member(let role, _, _) = facts.subject, role.mayFallBack, let fault = SetupFault.find(in: facts)
    {
        return Decision(.passwordFallback, .ignore, .fault(fault))
    }
    return Decision(.passwordRefused, .deny)
}

/// Rows 19 and 20. A key makes nobody a member: whoever is unknown has never signed in.
private func decidePublicKey(_ facts: Facts) -> Decision {
    guard case .member = facts.subject else { return Decision(.notAMember, .deny) }
    return facts.ssoRequired ? Decision(.keyStale, .deny) : Decision(.keyAllowed, .allow)
}
