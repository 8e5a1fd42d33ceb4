internal import Glibc

/// Whose password it is that a change asks for.
///
/// Root is many people: behind it stands whoever logged in (the kernel's login uid, which `su` and `sudo`
/// leave as it is and nobody can take back), else whoever called sudo, else root itself. Anybody else is who
/// they are: PAM checks no other account's password for them.
public struct HostOperator: Sendable, Hashable {
    /// The account.
    public let account: String
    /// How that is known.
    public let basis: Basis

    /// How the operator is known.
    public enum Basis: Sendable, Hashable {
        /// Logged in under that account, and became root since.
        case login
        /// Called sudo, on a host that does not note who logged in.
        case sudo
        /// The account this process runs as.
        case process
    }

    /// Decides it from what the system says.
    ///
    /// - Parameters:
    ///   - loginUID: of `/proc/self/loginuid`; `nil` when the kernel keeps none, or nobody logged in.
    ///   - sudoUser: what sudo left in the environment; believed of root alone, who could do anything anyway.
    ///   - accountName: the account of a uid, `nil` when there is none on this host.
    /// - Returns: `nil` when the process runs as nobody that this host knows.
    public init?(
        loginUID: UInt32?, sudoUser: String?, effectiveUID: UInt32, accountName: (UInt32) -> String?
    ) {
        guard let own = accountName(effectiveUID) else { return nil }
        if effectiveUID == 0, let loginUID, let account = accountName(loginUID) {
            (self.account, basis) = (account, loginUID == 0 ? .process : .login)
        } else if effectiveUID == 0, let sudoUser, !sudoUser.isEmpty, sudoUser != own {
            (account, basis) = (sudoUser, .sudo)
        } else {
            (account, basis) = (own, .process)
        }
    }

    /// Who is at work in this process.
    public static func current() -> HostOperator? {
        HostOperator(
            loginUID: loginUID(), sudoUser: variable("SUDO_USER"), effectiveUID: geteuid(),
            accountName: name(of:))
    }

    /// Root is at work of its own accord: a service, cron, a container's first process, root's own login. Nobody
    /// logged in under another account, nor called sudo, pkexec or doas to become root: who may run this program
    /// as root without a password is a person all the same, with or without a terminal.
    public static var isRootItself: Bool {
        isRootItself(
            loginUID: loginUID(), callers: callerVariables.compactMap { variable($0) },
            effectiveUID: geteuid())
    }

    /// Decides it from what the system says.
    ///
    /// - Parameters:
    ///   - loginUID: as for ``init(loginUID:sudoUser:effectiveUID:accountName:)``.
    ///   - callers: what sudo and the like left in the environment, uids or names.
    static func isRootItself(loginUID: UInt32?, callers: [String], effectiveUID: UInt32) -> Bool {
        effectiveUID == 0 && (loginUID ?? 0) == 0 && callers.allSatisfy { $0 == "0" || $0 == "root" }
    }

    private static let callerVariables = ["SUDO_UID", "SUDO_USER", "PKEXEC_UID", "DOAS_USER"]

    /// Who that is, within a sentence.
    public var phrase: String {
        switch basis {
        case .login: "\(account), who logged in here"
        case .sudo: "\(account), who called sudo"
        case .process: account
        }
    }

    private static func variable(_ name: String) -> String? {
        // SAFETY: a C string of the environment, copied at once; nothing here changes the environment.
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    private static func loginUID() -> UInt32? {
        // SAFETY: a literal path; the file is closed below.
        guard let file = unsafe fopen("/proc/self/loginuid", "re") else { return nil }
        // SAFETY: opened above, closed once.
        defer { unsafe fclose(file) }
        var digits = [CChar](repeating: 0, count: 16)
        // SAFETY: at most 16 bytes with the closing NUL go into an array of 16.
        guard unsafe fgets(&digits, 16, file) != nil else { return nil }
        let text = digits.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        guard let uid = UInt32(String(decoding: text, as: UTF8.self)), uid != .max else { return nil }
        return uid
    }

    private static func name(of uid: UInt32) -> String? {
        var space = [CChar](repeating: 0, count: 16 * 1024)
        // SAFETY: a record and a buffer of ours; the name points into the buffer, and is copied before both
        // go.
        return unsafe space.withUnsafeMutableBufferPointer { space in
            var record = unsafe passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard let start = space.baseAddress,
                unsafe getpwuid_r(uid, &record, start, space.count, &found) == 0,
                let name = unsafe found?.pointee.pw_name
            else { return nil }
            return unsafe String(cString: name)
        }
    }
}
