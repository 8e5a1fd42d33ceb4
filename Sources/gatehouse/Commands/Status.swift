internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

struct Status: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "The organisation's access security: switches, domains, identity provider, what is missing."
    )
    @OptionGroup var options: GlobalOptions

    struct AccessSecurity: Report {
        let organisation: String
        let ssoRequired: Bool
        let jit: JITState
        let domains: [Domain]
        /// Why no domain is looked up at present, and since when.
        @OrNull var lookUpFailure: String?
        @OrNull var identityProvider: Provider?
        let members: Int
        @OrNull var problem: String?

        struct JITState: Encodable {
            let enabled, effective: Bool
            @OrNull var reason: String?
        }
        struct Domain: Encodable {
            let domain, state, since: String
            /// GRACE: observed days that are left.
            @OrNull var daysLeft: Int64?
            /// Since when DNS has given no usable answer.
            @OrNull var silentSince: String?

            init(_ claim: DomainClaim) {
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
                if let silentSince { lines.append("no usable answer from DNS since \(silentSince)") }
                return lines
            }
        }
        struct Provider: Encodable {
            let name, entityID, signInURL: String, proven: Bool, certificatesExpire: [String]
            @OrNull var metadataValidUntil: String?
            @OrNull var refreshFailure: String?
            let changeWaits: Bool

            init(_ provider: IdentityProvider, _ state: MetadataState?) {
                name = provider.name
                entityID = provider.entityID
                signInURL = provider.signInURL
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
                if let metadataValidUntil { lines.append("metadata runs out \(metadataValidUntil)") }
                if let refreshFailure {
                    lines.append("last refresh failed " + MetadataFailure.withoutRule(refreshFailure))
                }
                if changeWaits { lines.append("changed metadata waits. Run: gatehouse idp show \(name)") }
                return lines
            }
        }

        var text: String {
            var lines = [
                "Access security of \(organisation)", "",
                "  Require SSO       \(ssoRequired ? "on" : "off")",
                "  JIT provisioning  "
                    + (jit.effective ? "on" : jit.enabled ? "on, suspended: \(jit.reason ?? "")" : "off"),
                "  Members           "
                    + (members == 0
                        ? "none. Run: gatehouse member add YOU@DOMAIN --role owner --account LOCAL-ACCOUNT"
                        : "\(members)"),
            ]
            for domain in domains.map(\.lines) {
                lines.append("  Domain            \(domain[0])")
                lines += domain.dropFirst().map { "                    " + $0 }
            }
            if let lookUpFailure {
                lines.append(
                    "  DNS               "
                        + "domains are not looked up since \(lookUpFailure)".folded(indent: 20))
            }
            if domains.isEmpty {
                lines.append("  Domain            none. Run: gatehouse domain claim DOMAIN")
            }
            if let provider = identityProvider {
                lines.append("  Identity provider \(provider.name)  \(provider.entityID)")
                lines += provider.lines.map { "                    " + $0 }
            } else {
                lines.append("  Identity provider none. Run: gatehouse idp add NAME --metadata FILE-OR-URL")
            }
            lines.append("")
            lines.append(
                problem.map {
                    "Single sign-on is not set up correctly: \($0).\n"
                        + (ssoRequired
                            ? "Owners and admins may use their password."
                            : "It is not required: accounts with a password may use it.")
                }
                    ?? "Single sign-on is set up correctly.")
            return lines.joined(separator: "\n")
        }
    }

    /// "on", or "on, suspended: reason", or "off".
    static func text(of pause: ProvisioningPause?) -> String {
        switch pause {
        case nil: "on"
        case .switchedOff: "off"
        case let pause?: "on, suspended: \(Message.text(pause))"
        }
    }

    func answer() async throws -> AccessSecurity {
        let store = try options.openStore(.read)
        let organisation = try options.organisation(in: store)
        let facts = try store.facts(ofUnknownIn: organisation.id, at: .now)
        let pause = ProvisioningPause.find(in: facts)
        let reason = pause == .switchedOff ? nil : pause.map(Message.text)
        let state = try store.metadataState(of: organisation.id)
        return AccessSecurity(
            organisation: organisation.name, ssoRequired: organisation.ssoRequired,
            jit: .init(enabled: organisation.jitEnabled, effective: pause == nil, reason: reason),
            domains: try store.claims(of: organisation.id).map { .init($0) },
            lookUpFailure: try store.lookUpFailure().map { "\($0.since.iso8601): \($0.reason)" },
            identityProvider: try store.identityProvider(of: organisation.id).map { .init($0, state) },
            members: try store.members(of: organisation.id).filter { $0.status == .active }.count,
            problem: SetupFault.find(in: facts).map(Message.text))
    }
}
