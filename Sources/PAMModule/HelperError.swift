internal import Wire

/// Why the helper's answer cannot be had. Every one of them means no.
enum HelperError: Error, Equatable {
    /// No connection; `errno`.
    case unreachable(Int32)
    /// The connection broke; `errno`.
    case broken(Int32)
    /// The time for the exchange was over.
    case timedOut
    /// The connection ended before the reply did.
    case closedEarly
    /// The listener is neither root nor the owner of the socket's directory.
    case untrusted(uid: Int64)
    /// The bytes are no reply.
    case garbage(WireError)
    /// A reply, but to another question.
    case unexpectedReply

    /// What failed and what to do, for the log.
    var description: String {
        switch self {
        case .unreachable(let number):
            "no connection (errno " + number.description + "): is `gatehouse serve` running?"
        case .broken(let number): "the connection broke (errno " + number.description + ")"
        case .timedOut: "timed out: is `gatehouse serve` hung?"
        case .closedEarly: "the connection ended before the reply did"
        case .untrusted(let uid):
            "uid " + uid.description + " listens there, which is neither root nor the owner of the directory"
        case .garbage(let error): "garbage: " + error.description
        case .unexpectedReply: "a reply to another question"
        }
    }
}
