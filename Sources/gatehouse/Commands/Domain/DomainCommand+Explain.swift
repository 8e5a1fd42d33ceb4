internal import ArgumentParser
internal import Domains
internal import Helper
internal import Policy
internal import Store

extension DomainCommand {
    struct Explain: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain",
            abstract: "Why the record is not found: looks for the usual mistakes, changes nothing.",
            discussion:
                "Exit status: 0 when the record stands and counts, 1 when not, 3 when DNS cannot be asked.")
        @Argument(help: "The claimed domain.") var domain: String
        @OptionGroup var options: GlobalOptions

        struct Diagnosis: Report {
            let domain: String
            let present: Bool
            /// Another organisation of this host holds the domain: the record proves nothing.
            let heldByAnother: Bool
            @OrNull var zone: String?
            let observed: String
            let findings: [Finding]
            /// The outcome in a few words; what was observed stands in the findings.
            let outcome: String
            let recordName, recordValue: String
            let record: RecordReport

            struct Finding: Encodable {
                let problem, advice: String

                static let held = Finding(
                    problem: "Another organisation of this host holds the domain.",
                    advice: "The claim is verified once that one gives it up. Ask who runs this host.")
            }

            enum CodingKeys: String, CodingKey {
                case domain, present, heldByAnother, zone, observed, findings, recordName, recordValue
            }

            var text: String {
                let found = findings.map {
                    "- \($0.problem)\n  \($0.advice)"
                }.joined(separator: "\n")
                guard !present else { return "\(domain):\n\(found)" }
                return """
                    \(domain): \(outcome).
                    \(found)

                    It should be, \(zone.map { "in the zone \($0)" } ?? "in your zone"):

                      \(recordName).  TXT  "\(recordValue)"

                    In a panel that appends .\(record.zone) itself, as most do,
                    the name is \(panel?.name ?? "@").
                    For others: gatehouse domain show \(domain)
                    """
            }
            /// Most panels put the zone's name behind what is typed; those differ in little else.
            private var panel: RecordReport.Panel? { record.panels.first(where: \.appendsZone) }
            var status: ExitStatus { present && !heldByAnother ? .yes : .no }
        }

        func answer() async throws -> Diagnosis {
            let claim = try findOpen(domain, options)
            let token = try token(of: claim)
            let dns = try options.configuration().dns
            let suffixes = try PublicSuffixList(path: dns.publicSuffixes)
            let older = try options.read { try $0.claims(of: $1) }
                .filter { $0.domain == claim.domain && $0.id != claim.id }
                .compactMap { ClaimToken($0.token.utf8) }
            let explanation = try await ClaimDiagnosis(
                resolver: UnboundResolver(try ResolverSettings(dns)), publicSuffixes: suffixes
            ).explain(claim.domain, token: token, older: older, now: .now)
            let report = ClaimReport(claim, heldByAnother: try options.openStore(.read).isOutrun(claim))
            // Where a CNAME stands, no record can stand beside it.
            let challenge = explanation.isAliasInTheWay ? report.challengeName : nil
            return Diagnosis(
                domain: report.domain, present: explanation.observation.outcome == .present,
                heldByAnother: report.heldByAnother,
                zone: explanation.zone?.description, observed: explanation.observation.detail,
                findings: (report.heldByAnother ? [.held] : [])
                    + explanation.findings.map { .init(problem: $0.sentence, advice: $0.advice) },
                outcome: Self.words(explanation.observation.outcome),
                recordName: challenge ?? report.recordName, recordValue: report.recordValue,
                record: RecordReport(
                    domain: claim.domain, token: token,
                    zone: explanation.zone ?? suffixes.registered(claim.domain),
                    place: challenge == nil ? .domain : .challenge))
        }

        private static func words(_ outcome: Observation.Outcome) -> String {
            switch outcome {
            case .bogus: "DNSSEC is broken"
            case .present: "the record stands"
            case .absent: "no such record"
            case .unknown: "no usable answer"
            }
        }
    }
}
