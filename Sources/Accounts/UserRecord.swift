public import Policy

/// An account as this host's programs see it. A value exists only if it is safe to give out: nss-systemd
/// would believe uid 0.
public struct UserRecord: Sendable, Hashable {
    /// The account's name, and the name of its group.
    public let login: LoginName
    /// The uid, and the gid of its group; always in ``Policy/UIDRange/managed``.
    public let uid: UInt32
    /// Name for people; colons and control characters are spaces, at most 256 bytes. May be empty.
    public let realName: String
    /// Absolute path.
    public let home: String
    /// Absolute path.
    public let shell: String
    /// Nobody may log in with it: what files belong to it still have an owner.
    public let isLocked: Bool

    /// Checks and takes an account.
    ///
    /// - Parameters:
    ///   - home: `nil` for `/home/` and the login name.
    ///   - isLocked: programs without a line for Gatehouse in their stack see an expired account then.
    /// - Throws: `UserRecordError` for an id outside the managed range and for a path that is not plain and
    ///   absolute.
    public init(
        login: LoginName, uid: UInt32, realName: String, home: String? = nil, shell: String,
        isLocked: Bool = false
    ) throws(UserRecordError) {
        let home = home ?? "/home/\(login)"
        guard UIDRange.managed.contains(uid) else { throw .uidOutOfRange(login, uid) }
        guard Self.isPlainPath(home) else { throw .badPath(login, home) }
        guard Self.isPlainPath(shell) else { throw .badPath(login, shell) }
        self.login = login
        self.uid = uid
        self.realName = Self.printable(realName)
        self.home = home
        self.shell = shell
        self.isLocked = isLocked
    }

    /// Absolute, without `.` and `..`, without what would break a line of `/etc/passwd`.
    private static func isPlainPath(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return path.utf8.count <= 1_024 && parts.count >= 2 && parts[0].isEmpty
            && parts.dropFirst().allSatisfy { part in
                !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
                    && part.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ":") }
            }
    }

    private static func printable(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            let isUnsafe = scalar.properties.generalCategory == .control || scalar == ":"
            let next = isUnsafe ? " " : scalar
            guard result.utf8.count + String(next).utf8.count <= 256 else { break }
            result.unicodeScalars.append(next)
        }
        return result
    }
}

/// Why an account is not given out.
public enum UserRecordError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The uid is not one of ours.
    case uidOutOfRange(LoginName, UInt32)
    /// Home or shell is not a plain absolute path.
    case badPath(LoginName, String)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .uidOutOfRange(let login, let uid):
            "the stored uid \(uid) of \(login) is outside \(UIDRange.managed): the store was changed by hand"
        case .badPath(let login, let path):
            "\"\(path)\" of \(login) is not a plain absolute path: correct the configuration or the member"
        }
    }
}
