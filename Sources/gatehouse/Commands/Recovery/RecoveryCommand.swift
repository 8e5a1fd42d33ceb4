internal import ArgumentParser
internal import OperatorPassword
internal import Policy
internal import Store

struct RecoveryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recovery",
        abstract: "One-time codes with which owners get in while single sign-on is out.",
        subcommands: [Codes.self, Status.self])

    /// The owner who is meant: by e-mail address, else whose account runs this, else the only one.
    static func owner(_ email: String?, among owners: [RecoveryCodes]) throws(CommandFailure) -> RecoveryCodes
    {
        if let email {
            guard let address = EmailAddress(email) else {
                throw .wrongUsage("\(email) is no plain ASCII e-mail address.")
            }
            guard let named = owners.first(where: { $0.email == address }) else {
                throw .refused("\(email) is no active owner: only owners have recovery codes.")
            }
            return named
        }
        let account = HostOperator.current().flatMap { LoginName($0.account) }
        if let own = owners.first(where: { $0.login == account }) { return own }
        guard owners.count == 1, let only = owners.first else {
            throw .refused(
                owners.isEmpty
                    ? "there is no active owner. Add one with: gatehouse member add YOU@DOMAIN --role owner"
                    : "there are several owners. Say whose codes are to be printed:\n"
                        + owners.map { "  gatehouse recovery codes \($0.email)" }.joined(separator: "\n"))
        }
        return only
    }
}
