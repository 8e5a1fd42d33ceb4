internal import Helper
internal import Policy
internal import Store

extension AccessSecurity {
    /// The switch, and whether it does anything.
    struct JITState: Encodable {
        let enabled, effective: Bool
        @OrNull var reason: String?
    }
    /// A claim.
    struct Domain: Encodable {
        let domain, state, since: String
        /// GRACE: observed days that are left.
        @OrNull var daysLeft: Int64?
        /// Since when DNS has given no usable answer.
        @OrNull var silentSince: String?
        /// Its record was found, but another organisation of this host holds it.
        let heldByAnother: Bool

        init(_ claim: DomainClaim, heldByAnother: Bool) {
            self.heldByAnother = heldByAnother
            domain = claim.domain.description
            state = claim.state.name
            since = claim.stateSince.day
            daysLeft = claim.facts.daysUntilLapse
            silentSince = claim.progress.silentSince?.iso8601
        }

        var lines: [String] {
            var lines = [
                "\(domain)  \(state) since \(since)"
                    + (daysLeft.map { ", \(Message.unverifies(in: $0))" } ?? "")
            ]
            if daysLeft != nil {
                lines.append("its record is missing. Run: gatehouse domain explain \(domain)")
            }
            if state == "lapsed" {
                lines.append("single sign-on is refused. Run: gatehouse domain show \(domain)")
            }
            if heldByAnother { lines.append("its record was found, but another organisation holds it") }
            if let silentSince { lines.append("no usable answer from DNS since \(silentSince)") }
            return lines
        }
    }
    /// The identity provider.
    struct Provider: Encodable {
        let name, entityID, signInURL: String, enabled, proven: Bool, certificatesExpire: [String]
        @OrNull var metadataValidUntil: String?
        @OrNull var refreshFailure: String?
        let changeWaits: Bool

        init(_ provider: IdentityProvider, _ state: MetadataState?) {
            name = provider.name
            entityID = provider.entityID
            signInURL = provider.signInURL
            enabled = provider.isEnabled
            proven = provider.facts.isProven
            certificatesExpire = provider.certificates.map { $0.validity.notAfter.iso8601 }
            metadataValidUntil = provider.validUntil?.iso8601
            refreshFailure = state.flatMap {
                $0.failures == 0 ? nil : "\($0.triedAt.iso8601): \($0.failure)"
            }
            changeWaits = state?.proposal?.isRejected == false
        }

        /// What its metadata lacks or will lack.
        var lines: [String] {
            var lines = [proven ? "proven by a sign-in" : "nobody has signed in through it yet"]
            if !enabled {
                lines.insert(
                    "disabled: nobody can sign in. Run: gatehouse idp enable \(name.shellWord)", at: 0)
            }
            if let metadataValidUntil { lines.append("metadata runs out \(metadataValidUntil)") }
            if let refreshFailure {
                lines.append("last refresh failed " + MetadataFailure.withoutRule(refreshFailure))
            }
            if changeWaits {
                lines.append("changed metadata waits. Run: gatehouse idp show \(name.shellWord)")
            }
            return lines
        }
    }

    /// What would happen if something were different.
    struct Consequence: Encodable {
        let assumed: String
        /// What `simulate` takes for it.
        let option: String
        let losingAccess, ownersLosingAccess: Int

        init(_ assumption: Assumption, option: String, in store: borrowing Store, at now: UnixTime) throws {
            let losing = try AccessForecast(of: store, assuming: assumption, at: now).losing
            assumed = assumption.text.joined(separator: ", ")
            self.option = option
            losingAccess = losing.count
            ownersLosingAccess = losing.filter(\.isOwner).count
        }

        func text(isSomebodyLockedOut: Bool) -> String {
            guard losingAccess > 0 else {
                return "\(assumed): nobody \(isSomebodyLockedOut ? "else " : "")loses access"
            }
            let people = losingAccess == 1 ? "1 person loses" : "\(losingAccess) people lose"
            let owners = ownersLosingAccess == 0 ? "no owner" : "\(ownersLosingAccess) of them owners"
            return "\(assumed): \(people) access, \(owners). See: gatehouse simulate \(option)"
        }
    }

    /// How many recovery codes an owner has left.
    struct Codes: Encodable {
        let owner: String
        let left: Int

        var text: String {
            left == 0 ? "\(owner)  none. Run: gatehouse recovery codes \(owner)" : "\(owner)  \(left) left"
        }
    }
}
