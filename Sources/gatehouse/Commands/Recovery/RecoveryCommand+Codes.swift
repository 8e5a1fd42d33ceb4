internal import ArgumentParser
internal import Foundation
internal import Helper
internal import Policy
internal import Store

extension RecoveryCommand {
    struct Codes: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "codes",
            abstract: "Print new recovery codes of an owner; earlier ones are void.",
            discussion: """
                They are shown this once and are kept nowhere: print them, and keep the paper away from this host. On a terminal \
                it asks for the operator's password: of who logged in, else who called sudo, else root. Without a terminal \
                only root may ask for codes.
                """)
        @Argument(help: "E-mail address of the owner; whoever runs this when not given.") var owner: String?
        @OptionGroup var options: GlobalOptions

        struct Sheet: Report {
            let owner, login, host, printedAt: String
            let codes: [String]

            var text: String {
                let half = (codes.count + 1) / 2
                let lines = (0..<half).map { row in
                    "  " + cell(row) + (row + half < codes.count ? "      " + cell(row + half) : "")
                }
                return """
                    Recovery codes of \(owner), account \(login) on \(host)
                    Printed \(printedAt). Earlier ones are void.

                    \(lines.joined(separator: "\n"))

                    While single sign-on does not work, log in as usual, and type one of them
                    where the code of the page is asked for:

                      ssh -o PreferredAuthentications=keyboard-interactive \(login)@\(host)

                    Each works once, while single sign-on is required. Every owner is told of it.
                    Keep this on paper, in a safe place: it is shown this once.
                    """
            }

            private func cell(_ index: Int) -> String {
                String("   \(index + 1)".suffix(2)) + "  " + codes[index]
            }
        }

        func answer() async throws -> Sheet {
            let owners = try options.read { try $0.recoveryCodes(of: $1) }
            let chosen = try RecoveryCommand.owner(owner, among: owners)
            let proof = try OperatorProof.demand(
                to: "print new recovery codes of \(chosen.email)", for: .recoveryCodes,
                of: chosen.email.description, options)
            guard let sheet = RecoverySheet() else {
                throw CommandFailure.cannotTell(
                    "this host's libcrypt has no yescrypt, so no code can be kept.")
            }
            let now = UnixTime.now
            do {
                try options.change(
                    .recoveryCodes, of: chosen.email.description,
                    before: { (store, organisation) throws(StoreError) in
                        let owner = try store.recoveryCodes(of: organisation).first {
                            $0.email == chosen.email
                        }
                        return "\(owner?.unused ?? 0) left"
                    }, after: "\(sheet.codes.count) new", detail: proof.detail
                ) { (store, organisation) throws(StoreError) in
                    guard let member = try store.member(email: chosen.email, of: organisation) else {
                        throw .conflict
                    }
                    try store.replaceRecoveryCodes(of: member, by: sheet.hashes, at: now)
                }
            } catch StoreError.conflict {
                throw CommandFailure.refused("\(chosen.email) is no active owner any more.")
            }
            return Sheet(
                owner: chosen.email.description, login: chosen.login.description,
                host: try options.configuration().hostName ?? ProcessInfo.processInfo.hostName,
                printedAt: now.minute,
                codes: sheet.codes.map(\.shown))
        }
    }
}
