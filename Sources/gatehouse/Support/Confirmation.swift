internal import Foundation
internal import OperatorPassword

/// The question whether somebody means it, asked on the terminal that the process belongs to: what stands in a pipe answers
/// nothing.
struct Confirmation {
    /// What the change brings: shown before the question.
    let consequence: String
    /// What the answer does, as it goes behind "Type … ".
    let purpose: String
    /// What has to be typed, to the letter.
    let answer: String

    /// Goes on only when somebody at a terminal types the answer.
    func demand(_ options: GlobalOptions) throws(CommandFailure) {
        guard let terminal = ControllingTerminal() else {
            throw .refused("nobody can be asked here.\n\(consequence)\nIf that is meant, add --yes.")
        }
        terminal.show(Layout(of: STDERR_FILENO).text(Advice.naming(options.org, in: consequence)) + "\n")
        guard terminal.ask("Type \(answer) \(purpose): ") == answer else {
            throw .refused("that is not \(answer). Nothing was changed.")
        }
    }
}
