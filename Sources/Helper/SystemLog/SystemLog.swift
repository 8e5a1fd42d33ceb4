internal import Glibc
public import Store

/// The log of this host's system, which gets every record of the audit log after its commit: the journal with a field for each part,
/// or, where there is none, syslog with a line of `name="value"` pairs.
///
/// It is told, never asked: what does not arrive within a second is lost to it, and the audit log has it all the same.
public struct SystemLog: Sendable {
    /// The journal's socket; nil for none.
    private let journal: String?
    /// Syslog's socket; nil for none.
    private let syslog: String?

    /// Where a host has them.
    public static let host = SystemLog(journal: "/run/systemd/journal/socket", syslog: "/dev/log")
    /// Nobody is told.
    public static let none = SystemLog(journal: nil, syslog: nil)

    init(journal: String?, syslog: String?) {
        self.journal = journal
        self.syslog = syslog
    }

    /// For ``Store/init(path:access:announcing:)``.
    public var announcement: AuditAnnouncement { { tell(SystemLogMessage($0)) } }

    /// Tells what should be in the audit log and is not.
    func tell(unrecorded entry: AuditEntry, because reason: String) {
        tell(SystemLogMessage(unrecorded: entry, because: reason))
    }

    private func tell(_ message: SystemLogMessage) {
        if let journal, UnixDatagram.send(message.journal, to: journal) { return }
        guard let syslog else { return }
        _ = UnixDatagram.send(message.syslog(date: Self.date(), process: getpid()), to: syslog)
    }

    /// Now and here, as syslog has it: `Nov  2 03:04:05`.
    private static func date() -> String {
        var now = time(nil)
        var local = unsafe tm()
        var text = [CChar](repeating: 0, count: 32)
        // SAFETY: values of ours for the time of each call; what is written ends within the array's size.
        unsafe localtime_r(&now, &local)
        // SAFETY: as above.
        unsafe strftime(&text, text.count, "%b %e %H:%M:%S", &local)
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
