internal import OperatorPassword
internal import Store

/// That the operator is at the terminal, or that nobody can be asked and root is at work.
///
/// A person is who runs this from a terminal, whatever stands before or behind it in a pipe. Without one
/// (cron, a service, a build) only root goes on that nobody became from another account: it could write the
/// store without this program.
enum OperatorProof {
    /// The password of this account was given.
    case password(of: HostOperator)
    /// Root, without a terminal.
    case unattendedRoot

    /// Asks, where somebody can be asked.
    ///
    /// - Parameters:
    ///   - purpose: what it is for, to go behind "To".
    ///   - event: what it is for, to the audit log, which is told of a password that was refused.
    ///   - subject: of the event.
    static func demand(
        to purpose: String, for event: AuditEvent, of subject: String, _ options: GlobalOptions
    ) throws -> OperatorProof {
        guard let person = HostOperator.current() else {
            throw CommandFailure.refused("this runs as a user that the host does not know. Run it with sudo.")
        }
        guard let terminal = ControllingTerminal() else {
            guard HostOperator.isRootItself else {
                throw CommandFailure.refused(
                    """
                    this needs a terminal, to ask for a password there.
                    Without one it takes root that nobody became by sudo: a service, cron, root's own login.
                    """)
            }
            return .unattendedRoot
        }
        terminal.show("To \(purpose), give the password of \(person.phrase).\n")
        let remedy = person.hasNoPasswordHere ? Self.remedy(for: person.account) : ""
        if !remedy.isEmpty { terminal.show("\(remedy)\nCtrl-C ends this.\n") }
        do throws(OperatorPasswordError) {
            try OperatorPassword.prove(person, at: terminal)
        } catch {
            if case .unavailable = error { throw CommandFailure.cannotTell("\(error).") }
            if case .refused(let account, let reason) = error {
                try options.note(event, of: subject, detail: "password of \(account): \(reason)")
            }
            throw CommandFailure.refused("\(error).\(remedy.isEmpty ? "" : "\n\(remedy)")")
        }
        return .password(of: person)
    }

    /// What is to be done where no password fits.
    private static func remedy(for account: String) -> String {
        """
        \(account) has no password on this host, so nothing that is typed will do.
        Give it one (passwd \(account)), or log in as an administrator who has one.
        """
    }

    /// For the audit log.
    var detail: String {
        switch self {
        case .password(let person): "password of \(person.account)"
        case .unattendedRoot: "by root without a terminal"
        }
    }
}
