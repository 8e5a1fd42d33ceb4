internal import Glibc
public import Policy

/// A moment by both of the machine's clocks: the time of day, which anybody may set at any time, and the
/// time since the machine started, which nobody can.
public struct Moment: Sendable, Hashable {
    /// What the clock says.
    public var time: UnixTime
    /// For how long the machine has run; `nil` when it does not say so.
    public var uptime: Uptime?

    /// A moment; see the properties.
    public init(time: UnixTime, uptime: Uptime?) {
        self.time = time
        self.uptime = uptime
    }
}

/// For how long a machine has run, and since which start. Sleep counts.
public struct Uptime: Sendable, Hashable {
    /// The kernel's name for this start of the machine, another one after each.
    public var boot: String
    /// Whole seconds since then.
    public var seconds: Int64

    /// An uptime; see the properties.
    public init(boot: String, seconds: Int64) {
        self.boot = boot
        self.seconds = seconds
    }

    /// For how long this machine has run; `nil` when the kernel does not tell.
    public static func current() -> Uptime? {
        // SAFETY: a literal path; the file is closed below.
        guard let file = unsafe fopen("/proc/sys/kernel/random/boot_id", "re") else { return nil }
        // SAFETY: opened above, closed once.
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 40)
        var now = timespec()
        // SAFETY: at most 40 bytes with the closing NUL go into an array of 40; the structure is ours.
        guard unsafe fgets(&line, 40, file) != nil, unsafe clock_gettime(CLOCK_BOOTTIME, &now) == 0 else {
            return nil
        }
        let boot = line.prefix { $0 > 0x20 }.map { UInt8(bitPattern: $0) }
        return boot.isEmpty
            ? nil : Uptime(boot: String(decoding: boot, as: UTF8.self), seconds: Int64(now.tv_sec))
    }

    /// The seconds since an earlier check; 0 when the machine was started anew meanwhile, or nobody can say.
    func elapsed(since earlier: Uptime?) -> Int64 {
        guard let earlier, earlier.boot == boot else { return 0 }
        let (difference, overflow) = seconds.subtractingReportingOverflow(earlier.seconds)
        return overflow ? 0 : max(0, difference)
    }
}
