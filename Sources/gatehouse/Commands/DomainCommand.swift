internal import ArgumentParser
internal import Domains
internal import Helper
internal import Policy
internal import Store

struct DomainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "domain", abstract: "Claimed domains: single sign-on works on no others.",
        subcommands: [Claim.self, List.self, Verify.self, Release.self])

    /// One claim, for JSON.
    struct ClaimReport: Report {
        let domain, state, since, recordName, recordType, recordValue: String
        @OrNull var observed: String?

        init(_ claim: DomainClaim, observed: String? = nil) {
            domain = claim.domain.description
            state = claim.state.name
            since = claim.stateSince.iso8601
            recordName = claim.domain.description
            recordType = "TXT"
            recordValue = "gatehouse-domain-verify=\(claim.token)"
            self.observed = observed
        }

        var text: String {
            let seen = observed.map { "\nSeen: \($0)" } ?? ""
            switch state {
            case "pending":
                return """
                    \(domain) is pending. Put this record into its DNS zone, and leave it there:

                      \(recordName).  TXT  "\(recordValue)"

                    (or the same at _gatehouse-challenge.\(domain)). Then: gatehouse domain verify \(domain)\(seen)
                    """
            case "verified":
                return "\(domain) is verified since \(since). Leave the record in DNS.\(seen)"
            default:
                return "\(domain) is \(state) since \(since).\(seen)"
            }
        }
    }

    struct Claim: ReportingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Claim a domain: prints the DNS record that proves it.")
        @Argument(help: "The domain, in ASCII.") var domain: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> ClaimReport {
            let name = try claimable(domain)
            var random = SystemRandomNumberGenerator()
            let token = ClaimToken(using: &random)
            if let held = try options.openStore(.read).claim(on: name), held.state != .expired,
                held.state != .withdrawn
            {
                throw CommandFailure.refused(
                    "\(name) is claimed already. See: gatehouse domain verify \(name)")
            }
            try options.change("domain.claim", of: name.description, detail: "pending") {
                (store) throws(StoreError) in try store.claim(name, token: token, at: .now)
            }
            return ClaimReport(try find(name, options))
        }
    }

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(abstract: "List claims.")
        @OptionGroup var options: GlobalOptions

        struct Claims: Report {
            let domains: [ClaimReport]
            var text: String {
                domains.isEmpty
                    ? "No claims. Run: gatehouse domain claim DOMAIN"
                    : domains.map { "\($0.domain)  \($0.state) since \($0.since)" }.joined(separator: "\n")
            }
        }

        func answer() async throws -> Claims {
            Claims(domains: try options.openStore(.read).claims().map { ClaimReport($0) })
        }
    }

    struct Verify: ReportingCommand {
        static let configuration = CommandConfiguration(abstract: "Look for the record in DNS now.")
        @Argument(help: "The claimed domain.") var domain: String
        @OptionGroup var options: GlobalOptions

        struct Verdict: Report {
            let claim: ClaimReport
            let verified: Bool
            var text: String { claim.text }
            var status: ExitStatus { verified ? .yes : .no }
        }

        func answer() async throws -> Verdict {
            let name = try claimable(domain)
            let claim = try find(name, options)
            guard let token = ClaimToken(claim.token.utf8) else {
                throw CommandFailure.cannotTell(
                    "the token of \(name) in the store is damaged. Release and claim again.")
            }
            let settings = try ResolverSettings(try options.configuration().dns)
            let began = UnixTime.now
            let seen = try await ClaimCheck(resolver: UnboundResolver(settings)).observe(
                name, token: token, state: claim.state)
            var random = SystemRandomNumberGenerator()
            let result = try options.openStore(.write).note(
                CheckReport(
                    seen, began: began, resolver: settings.summary, actor: Operator.name, isByHand: true),
                of: claim.id, clock: { .now }, random: &random)
            guard case .noted(let claim, _) = result else {
                throw CommandFailure.refused("\(name) was released meanwhile, or is \(claim.state.name).")
            }
            return Verdict(
                claim: ClaimReport(claim, observed: seen.detail), verified: claim.state.isVerified)
        }
    }

    struct Release: ReportingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a claim up: single sign-on stops working on that domain.")
        @Argument(help: "The claimed domain.") var domain: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Done {
            let name = try claimable(domain)
            let claim = try find(name, options)
            guard claim.state != .withdrawn, claim.state != .expired else {
                throw CommandFailure.refused("\(name) is \(claim.state.name) already.")
            }
            try options.change(
                "domain.release", of: name.description, detail: "\(claim.state.name) -> withdrawn"
            ) {
                (store) throws(StoreError) in _ = try store.withdraw(claim: claim.id, at: .now)
            }
            return Done(done: "\(name) is released. The record may leave DNS now.")
        }
    }
}

private func claimable(_ domain: String) throws(CommandFailure) -> DomainName {
    guard let name = DomainName(domain) else {
        throw .wrongUsage(
            "\(domain) is no domain name. Write it in ASCII, with at least two labels: corp.example")
    }
    return name
}

private func find(_ name: DomainName, _ options: GlobalOptions) throws -> DomainClaim {
    guard let claim = try options.openStore(.read).claim(on: name) else {
        throw CommandFailure.refused("\(name) is not claimed. See: gatehouse domain list")
    }
    return claim
}
