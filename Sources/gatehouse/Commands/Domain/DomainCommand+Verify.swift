internal import ArgumentParser
internal import Domains
internal import Helper
internal import Policy
internal import Store

extension DomainCommand {
    struct Verify: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Look for the record in DNS now; at most once in 30 seconds.",
            discussion:
                "Exit status: 0 verified, 1 not verified, 3 looked up too recently, or DNS cannot be asked.")
        @Argument(help: "The claimed domain.") var domain: String
        @OptionGroup var options: GlobalOptions

        struct Verdict: Report {
            let claim: ClaimReport
            let verified: Bool
            /// What this check saw.
            let observed: String
            /// That was the record.
            let isFound: Bool

            func encode(to encoder: any Encoder) throws {
                try claim.encode(to: encoder)
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(verified, forKey: .verified)
                try container.encode(observed, forKey: .observed)
            }

            enum CodingKeys: String, CodingKey { case verified, observed }

            var text: String {
                claim.standing + "\nSeen: \(observed)."
                    + (isFound
                        ? "" : "\nWhat may be wrong: gatehouse domain explain \(claim.domain)")
            }
            var status: ExitStatus { verified ? .yes : .no }
        }

        func answer() async throws -> Verdict {
            let claim = try findOpen(domain, options)
            let token = try token(of: claim)
            let settings = try ResolverSettings(try options.configuration().dns)
            let began = UnixTime.now
            let wait = try options.openStore(.write).beginCheckByHand(of: claim.id, at: began)
            guard wait == 0 else {
                throw CommandFailure.cannotTell(
                    "\(claim.domain) was looked up less than 30 s ago. Try again in \(wait) s.")
            }
            let seen = try await ClaimCheck(resolver: UnboundResolver(settings)).observe(
                claim.domain, token: token, state: claim.state)
            var random = SystemRandomNumberGenerator()
            let report = CheckReport(
                seen, began: began, resolver: settings.summary, actor: Operator.name,
                origin: Operator.origin, isByHand: true)
            switch try options.openStore(.write).note(
                report, of: claim.id, clock: { Moment(time: .now, uptime: .current()) }, random: &random)
            {
            case .noted(let claim, _):
                let isOutrun = try options.openStore(.read).isOutrun(claim)
                return Verdict(
                    claim: ClaimReport(claim, heldByAnother: isOutrun), verified: claim.state.isVerified,
                    observed: seen.detail, isFound: seen.outcome == .present)
            case .closed:
                throw CommandFailure.refused("\(claim.domain) was released meanwhile.")
            case .outdated:
                throw CommandFailure.cannotTell("the clock was set during the look-up. Try again.")
            }
        }
    }
}
