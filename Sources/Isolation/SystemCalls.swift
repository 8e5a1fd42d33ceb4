internal import CSeccomp
internal import Glibc

/// The system calls that are left in the sandbox. Every other one fails with EPERM; one of another processor mode kills.
enum SystemCalls {
    /// Memory, time, random octets, locks, the end; and octets of what is open already.
    private static let allowed = [
        "read", "write", "writev", "close", "brk", "munmap", "mremap", "madvise", "futex", "sched_yield",
        "clock_gettime", "clock_getres", "gettimeofday", "time", "getrandom", "getpid", "gettid",
        "rt_sigreturn",
        "rt_sigprocmask", "restart_syscall", "exit", "exit_group",
    ]
    /// Allowed unless they ask for memory that can be executed; the third argument says so.
    private static let withoutExecution = ["mmap", "mprotect"]

    /// Loads the filter for this thread and what it starts.
    static func confine() throws(SandboxError) {
        // SAFETY: a context of our own, released below; libseccomp reads the arguments during the calls.
        guard let filter = unsafe seccomp_init(gatehouse_deny) else { throw .filter(ENOMEM) }
        defer { unsafe seccomp_release(filter) }
        for name in allowed {
            // A call that this processor does not have is none that could be allowed.
            let number = unsafe seccomp_syscall_resolve_name(name)
            guard number != __NR_SCMP_ERROR else { continue }
            try hold(unsafe seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, 0, nil))
        }
        var notExecutable = scmp_arg_cmp(
            arg: 2, op: SCMP_CMP_MASKED_EQ, datum_a: UInt64(PROT_EXEC), datum_b: 0)
        for name in withoutExecution {
            let number = unsafe seccomp_syscall_resolve_name(name)
            try hold(unsafe seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, 1, &notExecutable))
        }
        try hold(unsafe seccomp_load(filter))
    }

    private static func hold(_ result: Int32) throws(SandboxError) {
        guard result == 0 else { throw .filter(-result) }
    }
}
