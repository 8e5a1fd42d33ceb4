internal import Foundation
internal import OperatorPassword
internal import Store

/// The person at the command line, for the audit log.
enum Operator {
    /// The account, and when it is root's, also who stands behind it: whoever logged in, or called sudo.
    static var name: String {
        let account = NSUserName()
        guard let person = HostOperator.current()?.account, person != account else { return account }
        return "\(person) (as \(account))"
    }

    /// This program, on the terminal that the process belongs to.
    static var origin: AuditOrigin { AuditOrigin(service: "gatehouse", terminal: terminal) }

    /// `pts/3`, `tty1`, `ttyS0`; empty for none. Of the kernel's own record, whatever standard input and output are.
    private static var terminal: String {
        guard let line = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            // The program's name before it may hold spaces and brackets.
            let fields = line.split(separator: ")").last?.split(separator: " "), fields.count > 4,
            let device = UInt32(fields[4])
        else { return "" }
        let (major, minor) = (device >> 8 & 0xFFF, device & 0xFF | device >> 12 & 0xFFF00)
        return switch major {
        case 136...143: "pts/\((major - 136) << 8 | minor)"
        case 4 where minor < 64: "tty\(minor)"
        case 4: "ttyS\(minor - 64)"
        default: ""
        }
    }
}
