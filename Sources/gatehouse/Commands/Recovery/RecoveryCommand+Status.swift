internal import ArgumentParser
internal import Policy
internal import Store

extension RecoveryCommand {
    struct Status: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "How many recovery codes each owner has left, and when one was used.",
            discussion: "Exit status 1 when an owner has none.")
        @OptionGroup var options: GlobalOptions

        struct Owners: Report {
            let owners: [Owner]
            let uses: [Use]

            struct Owner: Encodable {
                let owner, login: String
                let printed, left: Int
                @OrNull var printedAt: String?
            }

            struct Use: Encodable {
                let login, at, origin: String
                let number: Int64

                init(_ use: RecoveryUse) {
                    (login, at, origin) = (use.login.description, use.at.iso8601, use.origin)
                    number = use.number
                }

                var text: String { "\(at)  code \(number) of \(login) used, \(origin)" }
            }

            var text: String {
                let lines =
                    owners.map { owner in
                        guard let printedAt = owner.printedAt else {
                            return "\(owner.owner)  none. Run: gatehouse recovery codes \(owner.owner)"
                        }
                        return "\(owner.owner)  \(owner.left) of \(owner.printed) left, printed \(printedAt)"
                    }
                    + uses.map(\.text)
                return lines.isEmpty ? "There is no active owner." : lines.joined(separator: "\n")
            }

            var status: ExitStatus {
                owners.isEmpty || owners.contains { $0.left == 0 } ? .no : .yes
            }
        }

        func answer() async throws -> Owners {
            try options.read { (store, organisation) in
                Owners(
                    owners: try store.recoveryCodes(of: organisation).map {
                        Owners.Owner(
                            owner: $0.email.description, login: $0.login.description, printed: $0.printed,
                            left: $0.unused, printedAt: $0.printedAt?.iso8601)
                    },
                    uses: try store.recoveryUses(of: organisation, since: UnixTime(seconds: 0)).map {
                        Owners.Use($0)
                    })
            }
        }
    }
}
