/// Why the responder cannot serve.
public enum UserdbServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The socket cannot be listened on.
    case socket(path: String, reason: String)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .socket(let path, let reason):
            "cannot listen on \(path): \(reason). Its folder must be writable for this service"
        }
    }
}
