internal import Policy
internal import Store

/// What is assumed of one organisation instead of what the store says.
struct Assumption {
    let organisation: Organisation.ID
    /// The switch "require SSO".
    var isRequired: Bool?
    /// Claimed domains that are no longer verified.
    var lapsed: Set<DomainName> = []
    /// The identity provider's configuration is unusable.
    var isProviderBroken = false
    /// The identity provider is set up correctly, and does not answer.
    var isProviderDown = false
    /// How many days from now.
    var days: Int64 = 0

    /// In words, one for each; empty when nothing is assumed.
    var text: [String] {
        var text: [String] = []
        if let isRequired { text.append("single sign-on is \(isRequired ? "" : "not ")required") }
        text += lapsed.map(\.description).sorted().map { "\($0) is no longer verified" }
        if isProviderBroken { text.append("the identity provider is not set up correctly") }
        if isProviderDown { text.append("the identity provider does not answer") }
        if days > 0 { text.append(days == 1 ? "it is tomorrow" : "it is \(days) days later") }
        return text
    }

    /// The organisation whose identity provider does not answer.
    var silent: Organisation.ID? { isProviderDown ? organisation : nil }

    /// A person's standing as it would be.
    ///
    /// - Parameter verified: the domains that the organisation has in VERIFIED or GRACE now.
    func applied(to standing: Standing, verified: Set<DomainName>) -> Standing {
        Standing(standing.memberships.map { applied(to: $0, verified: verified) })
    }

    /// The same of one membership.
    func applied(to facts: Facts, verified: Set<DomainName>) -> Facts {
        var facts = facts
        facts.now = UnixTime(seconds: facts.now.seconds + days * 86_400)
        guard facts.organisation == organisation else { return facts }
        facts.ssoRequired = isRequired ?? facts.ssoRequired
        if let claim = facts.claim, claim.state.isVerified, lapsed.contains(claim.domain) {
            facts.claim = Facts.Claim(domain: claim.domain, state: .lapsed, since: facts.now)
        }
        facts.hasVerifiedDomain = !verified.subtracting(lapsed).isEmpty
        if isProviderBroken { facts.identityProvider?.isComplete = false }
        return facts
    }
}
