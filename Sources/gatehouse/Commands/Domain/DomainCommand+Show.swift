internal import ArgumentParser
internal import Domains
internal import Helper
internal import Policy
internal import Store

extension DomainCommand {
    struct Show: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "One claim's story: where it stands, and what each check saw.")
        @Argument(help: "The claimed domain.") var domain: String
        @OptionGroup var options: GlobalOptions

        struct Story: Report {
            let claim: ClaimReport
            let record: RecordReport
            let evidence: [EvidenceReport]

            func encode(to encoder: any Encoder) throws {
                try claim.encode(to: encoder)
                try record.encode(to: encoder)
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(evidence, forKey: .evidence)
            }

            enum CodingKeys: String, CodingKey { case evidence }

            var text: String {
                var lines = [
                    claim.standing, "",
                    "  Record      \(claim.recordName).  TXT  \"\(claim.recordValue)\"",
                    "  Last check  \(claim.lastCheck ?? "none yet")",
                    "  Next check  \(claim.nextCheck ?? "none")",
                ]
                if let silent = claim.silentSince { lines.append("  No answer   since \(silent)") }
                lines += ["", "\(claim.claimedAt)  claimed"] + evidence.map(\.line)
                if claim.state == "withdrawn" { lines.append("\(claim.since)  given up") }
                if ["pending", "grace", "lapsed"].contains(claim.state) {
                    lines += ["", "What to type, when the zone is \(record.zone):", "", record.text]
                }
                return lines.joined(separator: "\n")
            }
        }

        func answer() async throws -> Story {
            let claim = try find(domain, options)
            let store = try options.openStore(.read)
            let suffixes = try PublicSuffixList(path: try options.configuration().dns.publicSuffixes)
            return Story(
                claim: ClaimReport(claim, heldByAnother: try store.isOutrun(claim)),
                record: RecordReport(
                    domain: claim.domain, token: try token(of: claim), zone: suffixes.registered(claim.domain)
                ),
                evidence: try store.evidence(of: claim.id).map { EvidenceReport($0) })
        }
    }
}

/// What one check saw, or several in a row that saw the same.
struct EvidenceReport: Encodable {
    let first, last: String
    let checks: Int64
    let outcome, dnssec: String
    let confirmed: Bool
    let before, after, resolver, seen: String

    init(_ evidence: ClaimEvidence) {
        first = evidence.first.iso8601
        last = evidence.last.iso8601
        checks = evidence.count
        outcome =
            switch evidence.outcome {
            case .bogus: "bogus"
            case .present: "present"
            case .absent: "absent"
            case .unknown: "unknown"
            }
        dnssec = evidence.dnssec
        confirmed = evidence.isConfirmed
        before = evidence.before.name
        after = evidence.after.name
        resolver = evidence.resolver
        seen = evidence.text
    }

    /// A paragraph of the story.
    var line: String {
        let indent = first.count + 2
        let blanks = "\n" + String(repeating: " ", count: indent)
        let times = checks == 1 ? "" : ", \(checks) checks until \(last)"
        let proof =
            switch outcome {
            case "present", "absent":
                "DNSSEC: \(dnssec)" + (confirmed && dnssec != "proven" ? ", two look-ups agree" : "")
            default: "asked: \(resolver)"
            }
        let move = before == after ? "" : "\(blanks)\(before) -> \(after)"
        return "\(first)  \(outcome)\(times)\(blanks)\(seen)"
            + "\(blanks)[\(proof)]\(move)"
    }
}
