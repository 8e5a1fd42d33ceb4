internal import OperatorPassword

/// That the operator is at the terminal, or that nobody can be asked and root is at work.
///
/// A person is who runs this from a terminal, whatever stands before or behind it in a pipe. Without one (cron, a service, a
/// build) only root goes on: root could write the store without this program.
enum OperatorProof {
    /// The password of this account was given.
    case password(of: HostOperator)
    /// Root, without a terminal.
    case unattendedRoot

    /// Asks, where somebody can be asked.
    ///
    /// - Parameter purpose: what it is for, to go behind "To".
    static func demand(to purpose: String) throws(CommandFailure) -> OperatorProof {
        guard let person = HostOperator.current() else {
            throw .refused("this runs as a user that the host does not know. Run it with sudo.")
        }
        guard let terminal = ControllingTerminal() else {
            guard HostOperator.isRootProcess else {
                throw .refused("this needs a terminal, to ask for a password there, or root.")
            }
            return .unattendedRoot
        }
        terminal.show("To \(purpose), give the password of \(person.phrase).\n")
        do throws(OperatorPasswordError) {
            try OperatorPassword.prove(person, at: terminal)
        } catch {
            if case .unavailable = error { throw .cannotTell("\(error).") }
            throw .refused("\(error).")
        }
        return .password(of: person)
    }

    /// For the audit log.
    var detail: String {
        switch self {
        case .password(let person): "password of \(person.account)"
        case .unattendedRoot: "by root without a terminal"
        }
    }
}
