/// How a worker ended when it did not answer as it should. Tells nothing of what it was given.
public enum WorkerFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// As many requests wait as may.
    case busy
    /// No process could be started; the value is `errno`.
    case notStarted(Int32)
    /// A signal killed it: a crash, or the end of its processor time.
    case killed(signal: Int32)
    /// It ended with another exit status than 0.
    case failed(status: Int32)
    /// It did not answer and end in time, and was killed.
    case late
    /// Its answer was longer than allowed, and it was killed.
    case tooLong
    /// It cannot be told how it ended.
    case unknown

    /// How it ended, in a few words.
    public var description: String {
        switch self {
        case .busy: "too many workers are busy"
        case .notStarted(let number): "the worker could not be started (error \(number))"
        case .killed(let signal): "the worker was killed by signal \(signal)" + (Self.names[signal] ?? "")
        case .failed(let status): "the worker ended with exit status \(status)"
        case .late: "the worker took too long and was killed"
        case .tooLong: "the worker's answer was too long, and it was killed"
        case .unknown: "the worker's end cannot be told"
        }
    }

    private static let names: [Int32: String] = [
        4: " (SIGILL)", 5: " (SIGTRAP)", 6: " (SIGABRT)", 7: " (SIGBUS)", 8: " (SIGFPE)", 9: " (SIGKILL)",
        11: " (SIGSEGV)", 15: " (SIGTERM)", 24: " (SIGXCPU)", 31: " (SIGSYS)",
    ]
}
