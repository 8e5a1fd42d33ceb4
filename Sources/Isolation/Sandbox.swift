internal import CSeccomp
internal import Glibc

/// What is left to a process that looks at something from outside: compute, read and write what is open already, within
/// bounds, and end. No file, no socket, no other process, no new code; and never as root.
///
/// For a process with one thread: a second one would not be confined.
public struct Sandbox: Sendable {
    /// Octets of address space beyond what is mapped when the sandbox is entered.
    public var memory: UInt64 = 256 << 20
    /// Seconds of processor time, counted from the start of the process. Beyond them it is killed.
    public var processorSeconds: UInt64 = 2
    /// Whether what is open already may be a file that is written to.
    public var mayWriteFiles = false

    /// The default bounds.
    public init() {}

    /// Gives up, for good, everything that is not needed any more.
    ///
    /// - Throws: when any part of it does not hold. The process must end then, without looking at anything.
    public func enter() throws(SandboxError) {
        guard Self.hasOneThread else { throw .notAlone }
        // First: changing the user takes back what the next calls set.
        try OrdinaryUser.become()
        // SAFETY: calls into the kernel with numbers alone.
        try Self.hold(gatehouse_die_with_parent(), .attribute("parent death signal"))
        try Self.hold(gatehouse_not_dumpable(), .attribute("not dumpable"))
        try Self.hold(gatehouse_no_new_privileges(), .attribute("no new privileges"))
        guard let mapped = Self.mappedMemory() else { throw .memoryUnknown }
        // Files last: reading how much is mapped has opened one.
        try Self.limit(RLIMIT_AS, "address space", to: mapped + memory)
        try Self.limit(RLIMIT_CPU, "processor time", to: processorSeconds)
        try Self.limit(RLIMIT_CORE, "core file", to: 0)
        if !mayWriteFiles { try Self.limit(RLIMIT_FSIZE, "file size", to: 0) }
        try Self.limit(__RLIMIT_NPROC, "processes", to: 0)
        try Self.limit(RLIMIT_NOFILE, "open files", to: 0)
        try SystemCalls.confine()
    }

    private static func hold(_ result: Int32, _ error: SandboxError) throws(SandboxError) {
        guard result == 0 else { throw error }
    }

    private static func limit(
        _ resource: __rlimit_resource, _ name: String, to value: UInt64
    ) throws(SandboxError) {
        var bound = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
        // SAFETY: reads the one value that is handed over.
        try hold(unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &bound), .limit(name))
    }

    /// The kernel shows a folder for each thread.
    private static var hasOneThread: Bool {
        var folder = stat()
        // SAFETY: the kernel fills in the one structure that is handed over.
        return unsafe stat("/proc/self/task", &folder) == 0 && folder.st_nlink == 3
    }

    /// Octets of address space in use, the first number of `/proc/self/statm` in pages.
    private static func mappedMemory() -> UInt64? {
        // SAFETY: a descriptor of our own; at most as many octets are read as the buffer has.
        let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 128)
        let count = unsafe read(file, &text, text.count)
        guard count > 0 else { return nil }
        let first = text.prefix(count).prefix { $0 != UInt8(ascii: " ") }
        return UInt64(String(decoding: first, as: UTF8.self)).map {
            $0 * UInt64(sysconf(Int32(_SC_PAGESIZE)))
        }
    }
}
