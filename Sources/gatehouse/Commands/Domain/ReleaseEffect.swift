internal import Helper
internal import Policy
internal import Store

/// What releasing a claim does to the members with addresses of its domain, by the rule itself.
struct ReleaseEffect: Encodable {
    let domain: String
    /// Active members who sign in with an address of the domain.
    let members: Int
    /// Those who then have no way in.
    let shutOut: [String]
    /// Those whose password is accepted then.
    let fallBack: [String]

    enum CodingKeys: String, CodingKey { case members, shutOut, fallBack }

    init(of claim: DomainClaim, in store: borrowing Store) throws(StoreError) {
        domain = claim.domain.description
        let others = try store.claims(of: claim.organisation).contains {
            $0.id != claim.id && $0.state.isVerified
        }
        var shutOut: [String] = []
        var fallBack: [String] = []
        for member in try store.members(of: claim.organisation)
        where member.status == .active && member.email.domain == claim.domain {
            var facts = try store.facts(of: member, at: .now)
            facts.claim = Facts.Claim(domain: claim.domain, state: .withdrawn, since: .now)
            facts.hasVerifiedDomain = others
            // A managed account has no password that anything could accept.
            let mayUsePassword = decide(facts, method: .password).outcome != .deny && member.account == .local
            if mayUsePassword {
                fallBack.append(member.email.description)
            } else {
                shutOut.append(member.email.description)
            }
        }
        (self.shutOut, self.fallBack) = (shutOut, fallBack)
        members = shutOut.count + fallBack.count
    }

    var text: String {
        guard members > 0 else { return "No member signs in with an address of \(domain)." }
        var sentences = [
            "Single sign-on ends for \(members == 1 ? "1 member" : "\(members) members") of \(domain)."
        ]
        if !shutOut.isEmpty { sentences.append("No way in is left for \(Self.names(shutOut)).") }
        if !fallBack.isEmpty { sentences.append("A password is accepted from \(Self.names(fallBack)).") }
        return sentences.joined(separator: " ")
    }

    private static func names(_ all: [String]) -> String {
        let shown = all.prefix(10).joined(separator: ", ")
        return all.count > 10 ? "\(shown) and \(all.count - 10) more" : shown
    }
}
