internal import Policy
internal import SAML
internal import Store

/// A record of the audit log as the system's log gets it.
struct SystemLogMessage {
    /// The line for people.
    private let text: String
    /// Name and value of each part, empty ones left out.
    private let parts: [(name: String, value: String)]
    /// syslog's severity.
    private let severity: Int

    /// Who speaks.
    private static let identifier = "gatehouse-audit"
    /// syslog's `authpriv`.
    private static let facility = 10
    /// The most bytes of one part: what is longer is in the audit log.
    private static let longestPart = 1_024

    /// A record that was committed.
    init(_ record: AuditRecord) {
        let severity = record.outcome == AuditOutcome.failed.rawValue ? 4 : 5
        self.init(
            severity: severity, text: Self.text(record.event, record.subject, record.outcome, record.rule),
            [
                ("sequence", "\(record.sequence)"), ("hash", Hexadecimal.text(record.hash)),
                ("at", "\(record.at.seconds)"), ("event", record.event), ("outcome", record.outcome),
                ("subject", record.subject), ("actor", record.actor), ("organisation", record.organisation),
                ("rule", record.rule), ("before", record.before), ("after", record.after),
                ("service", record.origin.service), ("remote_host", record.origin.remoteHost),
                ("terminal", record.origin.terminal), ("reference", record.reference),
                ("detail", record.detail),
            ])
    }

    /// What should have become a record.
    init(unrecorded entry: AuditEntry, because reason: String) {
        let (event, outcome) = (entry.event.rawValue, entry.outcome.rawValue)
        self.init(
            severity: 3,
            text: Self.text(event, entry.subject, outcome, entry.rule) + ". Not in the audit log: " + reason,
            [
                ("unrecorded", reason), ("at", "\(entry.at.seconds)"), ("event", event),
                ("outcome", outcome), ("subject", entry.subject), ("actor", entry.actor),
                ("rule", entry.rule), ("before", entry.before), ("after", entry.after),
                ("service", entry.origin.service), ("remote_host", entry.origin.remoteHost),
                ("terminal", entry.origin.terminal), ("reference", entry.reference),
                ("detail", entry.detail),
            ])
    }

    private init(severity: Int, text: String, _ parts: [(name: String, value: String)]) {
        self.severity = severity
        self.text = Self.line(text)
        self.parts = parts.filter { !$0.value.isEmpty }.map { ($0.name, Self.line($0.value)) }
    }

    private static func text(_ event: String, _ subject: String, _ outcome: String, _ rule: String) -> String
    {
        "\(event) \(subject): \(outcome)" + (rule.isEmpty ? "" : ", \(rule)")
    }

    /// One line of bounded length, without characters that a terminal obeys.
    private static func line(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            guard line.utf8.count < longestPart else { return line + "…" }
            line.unicodeScalars.append(scalar.isHarmless ? scalar : "?")
        }
        return line
    }

    /// The message for the journal's socket: each field as name, newline, length of the value in 8 bytes little-endian, value,
    /// newline (systemd, "Native Journal Protocol").
    var journal: [UInt8] {
        var bytes: [UInt8] = []
        func append(_ name: String, _ value: String) {
            bytes += name.utf8
            bytes.append(0x0A)
            let length = UInt64(value.utf8.count)
            for shift: UInt64 in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: length >> shift))
            }
            bytes += value.utf8
            bytes.append(0x0A)
        }
        append("MESSAGE", text)
        append("PRIORITY", "\(severity)")
        append("SYSLOG_FACILITY", "\(Self.facility)")
        append("SYSLOG_IDENTIFIER", Self.identifier)
        for (name, value) in parts { append("GATEHOUSE_" + name.uppercased(), value) }
        return bytes
    }

    /// The message for syslog's socket: `<priority>date identifier[process]: text`, as the C library writes it, and the parts as
    /// `name="value"` with `"`, `\` and `]` behind a `\`, as in RFC 5424, section 6.3.3.
    func syslog(date: String, process: Int32) -> [UInt8] {
        var line =
            "<\(Self.facility * 8 + severity)>\(date) \(Self.identifier)[\(process)]: \(text) ["
        for (place, part) in parts.enumerated() {
            line += (place == 0 ? "" : " ") + part.name + "=\""
            for scalar in part.value.unicodeScalars {
                if scalar == "\"" || scalar == "\\" || scalar == "]" { line += "\\" }
                line.unicodeScalars.append(scalar)
            }
            line += "\""
        }
        return [UInt8]((line + "]").utf8)
    }
}
