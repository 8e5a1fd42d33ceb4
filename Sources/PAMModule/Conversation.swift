/// The person at the other end, and the log. libpam is one; tests script another.
protocol Conversation {
    /// Tells something.
    func inform(_ text: String)
    /// Tells what went wrong.
    func complain(_ text: String)
    /// Asks one question whose answer may be seen; nil when it cannot be asked or was not answered.
    func ask(_ question: String) -> Answer?
    /// The authentication token: one that an earlier module took, else the answer to a question that is not shown while
    /// it is typed. nil when there is none, and `question` is nil or was not answered.
    func token(asking question: String?) -> Answer?
    /// Writes one line to the system's log.
    func log(_ level: LogLevel, _ text: String)
}

/// How much a line of the log matters.
enum LogLevel {
    /// Something is broken.
    case error
    /// Somebody was refused, or let in by way of an exception.
    case notice
    /// Asked for with the option `debug`.
    case debug
}
