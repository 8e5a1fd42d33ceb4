internal import Glibc

/// Why a socket cannot be listened on.
enum PublicSocketError: Error, Hashable, CustomStringConvertible {
    /// A folder above it cannot be made.
    case folder(String, errno: Int32)
    /// Somebody listens there.
    case inUse
    /// There is another file in its place.
    case notASocket
    /// The system refused, for the reason given.
    case bind(String)
    /// It cannot be opened to everybody.
    case mode

    /// What is wrong, as the end of a sentence.
    var description: String {
        switch self {
        case .folder(let path, let code):
            // SAFETY: strerror returns a NUL-terminated string for every number; it is copied at once.
            "cannot make \(path) with mode 0755: \(unsafe String(cString: strerror(code)))"
        case .inUse: "another process listens there"
        case .notASocket: "there is a file that is no socket"
        case .bind(let why): why
        case .mode: "its mode cannot be set to 0666"
        }
    }
}
