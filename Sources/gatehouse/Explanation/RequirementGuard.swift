internal import Policy
internal import Store

/// What has to be there before single sign-on is required of an organisation: whoever switches it on must not shut
/// themselves and everybody else out.
struct RequirementGuard {
    /// What is not there.
    let missing: [SetupLack]
    /// Who can log in now and could not any more.
    let losing: [AccessForecast.Person]

    init(of organisation: Organisation.ID, in store: borrowing Store, at now: UnixTime) throws {
        let facts = try store.facts(ofUnknownIn: organisation, at: now)
        var found = SetupLack.find(in: facts)
        let provider = facts.identityProvider
        let hasSignedIn = try store.members(of: organisation).contains { member in
            guard member.role == .owner, member.status == .active, let last = member.lastSSOAt, let provider
            else { return false }
            // No sign-in is later than a change in the future, as the clock was set back: any that proved it counts.
            return provider.changedAt <= now ? last >= provider.changedAt : provider.isProven
        }
        if !hasSignedIn {
            found.append(
                SetupLack(
                    name: "a single sign-on of an owner since the identity provider was last changed",
                    advice: "Sign in once as an owner"))
        }
        let owners = try store.recoveryCodes(of: organisation)
        if !owners.contains(where: { $0.unused > 0 }) {
            let owner = owners.first?.email.description ?? "EMAIL"
            found.append(
                SetupLack(
                    name: "recovery codes of an owner", advice: "Run: gatehouse recovery codes \(owner)"))
        }
        missing = found
        var assumption = Assumption(organisation: organisation)
        assumption.isRequired = true
        losing = try AccessForecast(of: store, assuming: assumption, at: now).losing
    }

    /// Who would lose access, a line each.
    var losingText: String {
        (["\(losing.count == 1 ? "1 person loses" : "\(losing.count) people lose") access:"]
            + losing.map { "  \($0.text)" }).joined(separator: "\n")
    }

    /// Why it is refused.
    var refusal: String {
        (["single sign-on cannot be required yet. What is missing:"] + missing.map { "  - \($0.text)" }
            + (losing.isEmpty ? [] : [losingText])
            + ["To require it all the same: --force, which the audit log tells."]).joined(separator: "\n")
    }

    /// What was not heeded.
    func auditDetail(isForced: Bool) -> String {
        var words: [String] = []
        if isForced, !missing.isEmpty {
            words.append("forced without " + missing.map(\.name).joined(separator: ", "))
        }
        if !losing.isEmpty { words.append("loses access: " + losing.map(\.email).joined(separator: ", ")) }
        return words.joined(separator: "; ")
    }
}
