internal import Glibc
internal import NIOCore
public import Store

/// Why the helper cannot serve: what is wrong, where, and what to do, on one line.
public enum HelperError: Error, Hashable, Sendable {
    /// The configuration lacks something.
    case configuration(ConfigurationError)
    /// The store cannot be used.
    case store(StoreError)
    /// The certificate or its key cannot be used.
    case tls(path: String, why: String)
    /// Without TLS the pages are served on a loopback address only.
    case notLoopback(host: String)
    /// The address for the pages cannot be listened on.
    case address(String, why: String)
    /// A socket, where a setting says, cannot be made.
    case socket(path: String, setting: String, why: String)
    /// Another helper listens on the socket.
    case alreadyRunning(socket: String)
    /// Something that was running came to an end by itself.
    case stopped(why: String)
}

extension HelperError: CustomStringConvertible {
    /// One line.
    public var description: String {
        switch self {
        case .configuration(let error): error.description
        case .store(let error): error.description
        case .tls(let path, let why):
            "\(path) cannot be used for TLS: \(why). Set tls-certificate and tls-key to PEM files that this user may read."
        case .notLoopback(let host):
            "plain HTTP is not served on \(host). Set tls-certificate and tls-key, or listen on 127.0.0.1 behind a reverse proxy."
        case .address(let address, let why):
            "cannot listen on \(address): \(why). Stop what listens there, or set another `listen`."
        case .socket(let path, let setting, let why):
            "cannot make the socket \(path): \(why). Check `\(setting)` and who may write its directory."
        case .alreadyRunning(let path):
            "another helper listens on \(path). Stop it first."
        case .stopped(let why):
            "the helper stopped: \(why)."
        }
    }
}

/// Why the system refused, in words.
func reason(_ error: IOError) -> String {
    switch error.errnoCode {
    case EADDRINUSE: "the address is in use"
    case EADDRNOTAVAIL: "this host has no such address"
    case EACCES, EPERM: "this user may not"
    case let code: "error \(code)"
    }
}
