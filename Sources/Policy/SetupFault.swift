/// Why single sign-on "is not set up correctly" (B): the only thing that opens the password to owners and admins.
///
/// Computed from the store alone, so that nobody outside can provoke it: no unreachable network, no junk response.
public enum SetupFault: Hashable, Sendable {
    /// B1: no enabled identity provider.
    case noIdentityProvider
    /// B1: its entity ID, sign-in URL or signing certificate is missing.
    case identityProviderIncomplete
    /// B2: its metadata has run out, and no newer one could be had; when it did.
    case metadataExpired(UnixTime)
    /// B2: every signing certificate has run out; the day the last one did.
    case certificatesExpired(UnixTime)
    /// B2: no signing certificate is valid yet or any more.
    case certificatesNotValidYet
    /// B3: the organisation has no verified domain.
    case noVerifiedDomain
    /// B3: the member's own domain is no longer verified.
    case ownDomainLapsed(DomainName, since: UnixTime)
    /// B4: nobody has signed in since the identity provider's configuration last changed.
    case unproven

    /// The first fault that holds, in the order of the list above; nil means SSO is set up correctly for this person.
    public static func find(in facts: Facts) -> SetupFault? {
        if let fault = ofIdentityProvider(in: facts) { return fault }
        if !facts.hasVerifiedDomain { return .noVerifiedDomain }
        if let claim = facts.claim, claim.state == .lapsed || claim.state == .withdrawn {
            return .ownDomainLapsed(claim.domain, since: claim.since)
        }
        guard let provider = facts.identityProvider, provider.isProven else { return .unproven }
        return nil
    }

    /// B1 and B2 only: what makes an identity provider unusable. An unproven one is usable.
    public static func ofIdentityProvider(in facts: Facts) -> SetupFault? {
        guard let provider = facts.identityProvider, provider.isEnabled else { return .noIdentityProvider }
        guard provider.isComplete, !provider.certificates.isEmpty else { return .identityProviderIncomplete }
        if let end = provider.validUntil, end <= facts.now { return .metadataExpired(end) }
        if provider.certificates.contains(where: { $0.notBefore <= facts.now && facts.now <= $0.notAfter }) {
            return nil
        }
        var latest = provider.certificates[0].notAfter
        for certificate in provider.certificates where certificate.notAfter > latest {
            latest = certificate.notAfter
        }
        return latest < facts.now ? .certificatesExpired(latest) : .certificatesNotValidYet
    }
}
