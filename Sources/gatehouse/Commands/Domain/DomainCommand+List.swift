internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

extension DomainCommand {
    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List claims, given up ones too.")
        @OptionGroup var options: GlobalOptions

        struct Claims: Report {
            let domains: [ClaimReport]
            var text: String {
                domains.isEmpty
                    ? "No claims. Run: gatehouse domain claim DOMAIN"
                    : domains.map { claim in
                        "\(claim.title)  \(claim.state) since \(claim.since)"
                            + (claim.unverifiesInDays.map { ", \(Message.unverifies(in: $0))" } ?? "")
                            + (claim.heldByAnother ? ", held by another organisation" : "")
                            + (claim.silentSince.map { ", no usable answer from DNS since \($0)" } ?? "")
                    }.joined(separator: "\n")
            }
        }

        func answer() async throws -> Claims {
            let claims = try options.read { try $0.claims(of: $1) }
            let store = try options.openStore(.read)
            return Claims(
                domains: try claims.map { ClaimReport($0, heldByAnother: try store.isOutrun($0)) })
        }
    }
}
