internal import Policy

/// Answers calls of systemd's Varlink interface `io.systemd.UserDatabase` from a directory. Bytes in, bytes
/// out: the socket is somebody else's.
///
/// Only people of the managed range are ever told, each in a group of their own. There are no memberships: no
/// call can put anybody into a group of this host.
public struct UserdbInterface<Directory: AccountDirectory>: Sendable {
    private let directory: Directory
    private let health: @Sendable (DirectoryUnavailable?) async -> Void

    /// An interface to a directory.
    ///
    /// - Parameters:
    ///   - directory: where the accounts come from.
    ///   - health: told after each answer why the directory was unavailable; `nil` when it was not.
    public init(
        directory: Directory, health: @escaping @Sendable (DirectoryUnavailable?) async -> Void = { _ in }
    ) {
        self.directory = directory
        self.health = health
    }

    /// What to do with one message.
    public enum Reaction: Sendable, Hashable {
        /// Send this JSON and a NUL.
        case reply([UInt8])
        /// The caller wants no reply.
        case silence
        /// No Varlink call: close the connection.
        case hangUp
    }

    /// Answers one message.
    ///
    /// - Parameters:
    ///   - message: the JSON between two NULs.
    ///   - asker: who sent it; only sshd is told about accounts that do not exist yet.
    public func react(to message: [UInt8], from asker: UserdbAsker) async -> Reaction {
        guard let call = UserdbCall(message) else { return .hangUp }
        let reply: UserdbReply
        do throws(DirectoryUnavailable) {
            reply = try await answer(call, asker)
            await health(nil)
        } catch {
            await health(error)
            reply = .failed(.serviceNotAvailable)
        }
        return call.oneway == true ? .silence : .reply(reply.json)
    }

    private func answer(
        _ call: UserdbCall, _ asker: UserdbAsker
    ) async throws(DirectoryUnavailable) -> UserdbReply {
        if call.method == "org.varlink.service.GetInfo" { return .info }
        guard let method = Method(rawValue: call.method) else { return .failed(.methodNotFound(call.method)) }
        let parameters: UserdbCall.Parameters
        switch call.parameters {
        case .success(let given): parameters = given
        case .failure(let bad): return .failed(.invalidParameter(bad.name))
        }
        guard parameters.service == UserdbService.name else { return .failed(.badService) }
        switch method {
        case .user:
            let mayBeNew = asker.isSSHServer
            switch try await find(name: parameters.userName, id: parameters.uid, mayBeNew: mayBeNew) {
            case .success(let record): return .user(record)
            case .failure(let failure): return .failed(failure)
            }
        case .group:
            switch try await find(name: parameters.groupName, id: parameters.gid, mayBeNew: false) {
            case .success(let record): return .group(of: record)
            case .failure(let failure): return .failed(failure)
            }
        case .memberships:
            return .failed(.noRecordFound)
        }
    }

    private enum Method: String {
        case user = "io.systemd.UserDatabase.GetUserRecord"
        case group = "io.systemd.UserDatabase.GetGroupRecord"
        case memberships = "io.systemd.UserDatabase.GetMemberships"
    }

    /// The account that a name, an id or both mean. A new person's record is looked for by name alone.
    private func find(
        name: String?, id: UInt32?, mayBeNew: Bool
    ) async throws(DirectoryUnavailable) -> Result<UserRecord, UserdbReply.Failure> {
        guard let name else {
            guard let id else { return .failure(.enumerationNotSupported) }
            guard UIDRange.managed.contains(id), let record = try await directory.account(uid: id),
                record.uid == id
            else { return .failure(.noRecordFound) }
            return .success(record)
        }
        guard let login = LoginName(name) else { return .failure(.noRecordFound) }
        var record = try await directory.account(named: login)
        if record == nil, mayBeNew, id == nil, login.mayBeProvisioned {
            record = try await directory.provisionalAccount(named: login)
        }
        guard let record, record.login == login else { return .failure(.noRecordFound) }
        guard id == nil || id == record.uid else { return .failure(.conflictingRecordFound) }
        return .success(record)
    }
}

/// How programs find the responder.
public enum UserdbService {
    /// The service's name, which is also the name of its socket in `/run/systemd/userdb`.
    public static let name = "io.gatehouse.Login"
}
