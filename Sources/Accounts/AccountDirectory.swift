public import Policy

/// Where the accounts come from that this host is told about.
///
/// Every answer must come at once, from memory or one indexed read: programs of all users wait for it.
public protocol AccountDirectory: Sendable {
    /// The managed account of this name; `nil` when there is none. People who may not sign in any more are
    /// included: their files still have an owner.
    func account(named login: LoginName) async throws(DirectoryUnavailable) -> UserRecord?
    /// The managed account with this uid; `nil` when there is none.
    func account(uid: UInt32) async throws(DirectoryUnavailable) -> UserRecord?
    /// The record that a person will have if they sign in for the first time under this name; `nil` when
    /// nobody can: provisioning not effective, name refused or not free. Asked only on behalf of sshd.
    /// Nothing may be kept for the name.
    func provisionalAccount(named login: LoginName) async throws(DirectoryUnavailable) -> UserRecord?
}

/// The directory cannot answer now.
public struct DirectoryUnavailable: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what to do.
    public let description: String

    /// - Parameter reason: what is wrong, and what to do.
    public init(_ reason: String) {
        description = reason
    }
}
