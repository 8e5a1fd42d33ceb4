internal import Glibc

/// Why the responder cannot serve.
public enum UserdbServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The socket's folder cannot be made.
    case folder(path: String, errno: Int32)
    /// The socket cannot be bound or opened to everybody.
    case socket(path: String, reason: String)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .folder(let path, let code):
            // SAFETY: strerror returns a NUL-terminated string for every number; it is copied at once.
            "cannot make \(path): \(unsafe String(cString: strerror(code))). Make it with mode 0755"
        case .socket(let path, let reason):
            "cannot listen on \(path): \(reason). Its folder must be writable for this service"
        }
    }
}
