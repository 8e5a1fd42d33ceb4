internal import ArgumentParser
internal import Domains
internal import Helper
internal import Policy
internal import Store

extension DomainCommand {
    struct Claim: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "claim",
            abstract: "Claim a domain: prints the DNS record that proves it.",
            discussion: """
                On a terminal it asks for the operator's password: of who logged in, else who called sudo, else \
                root. Without a terminal only root may claim.
                """)
        @Argument(help: "The domain, also in its own script.") var domain: String
        @OptionGroup var options: GlobalOptions

        struct Claimed: Report {
            let claim: ClaimReport
            let record: RecordReport
            let publicSuffixesOf: String

            func encode(to encoder: any Encoder) throws {
                try claim.encode(to: encoder)
                try record.encode(to: encoder)
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(publicSuffixesOf, forKey: .publicSuffixesOf)
            }

            enum CodingKeys: String, CodingKey { case publicSuffixesOf }

            var text: String {
                """
                \(claim.title) is claimed. To prove it, put this record
                into DNS, and leave it there for good:

                  \(claim.recordName).  TXT  "\(claim.recordValue)"

                What to type, when the zone is \(record.zone):

                \(record.text)
                \(challenge)
                It is looked for from \(claim.nextCheck ?? "now") on.
                To look now:         gatehouse domain verify \(claim.domain)
                If it is not found:  gatehouse domain explain \(claim.domain)
                Public suffixes are known as of \(publicSuffixesOf).
                """
            }

            private var challenge: String {
                claim.challengeName.map {
                    """

                    The same record may stand at this name instead, also by a CNAME there:
                      \($0)

                    """
                }
                    ?? ""
            }
        }

        func answer() async throws -> Claimed {
            let rules = try ClaimableNames(try options.configuration().dns)
            let name = try rules.claimable(domain)
            if let held = try options.read({ try $0.claim(on: name, of: $1) }), held.state != .expired,
                held.state != .withdrawn
            {
                throw CommandFailure.refused("\(name) is claimed already. See: gatehouse domain show \(name)")
            }
            try options.read { try $0.requireSSOPlan(of: $1) }
            let proof = try OperatorProof.demand(
                to: "claim \(name)", for: .domainClaim, of: name.description, options)
            var random = SystemRandomNumberGenerator()
            let token = ClaimToken(using: &random)
            try options.change(
                .domainClaim, of: name.description,
                before: { (store, organisation) throws(StoreError) in
                    try store.claim(on: name, of: organisation)?.state.name ?? ""
                }, after: ClaimState.pending.name, detail: proof.detail
            ) { (store, organisation) throws(StoreError) in
                try store.claim(name, of: organisation, token: token, at: .now)
            }
            let claim = ClaimReport(try find(domain, options))
            return Claimed(
                claim: claim,
                record: RecordReport(
                    domain: name, token: token, zone: rules.publicSuffixes.registered(name)),
                publicSuffixesOf: rules.publicSuffixes.date.day)
        }
    }
}
