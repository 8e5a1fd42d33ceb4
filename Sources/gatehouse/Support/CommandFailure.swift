internal import Domains
internal import Helper
internal import Store

/// Why a command did not do what it was asked: one sentence that also says what to do next.
struct CommandFailure: Error {
    let status: ExitStatus
    let problem: String
    /// The rule that was broken, where there is one: for programs.
    let rule: String?

    /// The command was understood, and the answer is no.
    static func refused(_ problem: String) -> CommandFailure { CommandFailure(status: .no, problem: problem) }

    /// An argument is not what it has to be.
    static func wrongUsage(_ problem: String) -> CommandFailure {
        CommandFailure(status: .wrongUsage, problem: problem)
    }

    /// Something outside stood in the way.
    static func cannotTell(_ problem: String) -> CommandFailure {
        CommandFailure(status: .cannotTell, problem: problem)
    }

    /// Any error of the parts below, with the status it has for a person.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as StoreError where error == .conflict: self = .refused(error.description)
        case StoreError.refused(let why): self = .refused("\(why).")
        case let error as NameError:
            self = CommandFailure(
                status: error.isWellFormed ? .no : .wrongUsage, problem: "\(error)." + error.setting)
        case let failure as MetadataFailure:
            self = CommandFailure(
                status: failure.isOutside ? .cannotTell : .no, problem: failure.problem, rule: failure.rule)
        default: self = .cannotTell("\(error)")
        }
    }

    init(status: ExitStatus, problem: String, rule: String? = nil) {
        self.rule = rule
        self.status = status
        self.problem = problem
    }
}

extension NameError {
    /// The name is one, only not to be claimed.
    fileprivate var isWellFormed: Bool {
        switch self {
        case .specialUse, .publicSuffix, .consumerMail: true
        default: false
        }
    }

    /// What the host's administrator could change about it.
    fileprivate var setting: String {
        guard case .specialUse(_, let reserved) = self else { return "" }
        return " Where this host's own DNS serves \(reserved), set dns-own-names in gatehouse.conf."
    }
}
