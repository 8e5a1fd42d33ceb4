/// Why a process could not be confined. It must not go on then.
public enum SandboxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The process has more than one thread, or `/proc` is not there to tell.
    case notAlone
    /// The process is root's, and the kernel did not let it become another user's.
    case stillRoot
    /// The kernel refused an attribute of the process.
    case attribute(String)
    /// The kernel refused a resource limit.
    case limit(String)
    /// How much memory is mapped cannot be read from `/proc/self/statm`.
    case memoryUnknown
    /// The system call filter could not be made or loaded; the value is libseccomp's error number.
    case filter(Int32)

    /// What is wrong and what to do, in a sentence.
    public var description: String {
        switch self {
        case .notAlone: "it has more than one thread, or /proc is not mounted"
        case .stillRoot:
            "it is root's and may not become nobody's: it needs CAP_SETUID and CAP_SETGID, and the user 65534"
        case .attribute(let name): "the kernel refused to set “\(name)”"
        case .limit(let name): "the kernel refused to limit \(name)"
        case .memoryUnknown: "/proc/self/statm cannot be read: mount /proc"
        case .filter(let number):
            "the system call filter cannot be loaded (error \(number)): the kernel needs CONFIG_SECCOMP_FILTER"
        }
    }
}
