internal import CSeccomp
internal import Glibc

/// Nobody: the user that owns no file and that every host has, by its number. Looking its name up would ask the host's
/// user databases, Gatehouse's own among them.
enum OrdinaryUser {
    /// The kernel's own number for users and groups that it cannot name, `nobody` and `nogroup`.
    private static let number: uid_t = 65_534

    /// Makes a process of root's this user's for good, in no other group. Every other process stays whose it is.
    static func become() throws(SandboxError) {
        guard getuid() == 0 || geteuid() == 0 else { return }
        guard setgroups(0, nil) == 0, setresgid(number, number, number) == 0,
            setresuid(number, number, number) == 0
        else { throw .stillRoot }
    }
}
