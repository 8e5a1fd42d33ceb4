internal import Foundation

/// The person at the command line, for the audit log.
enum Operator {
    /// The account, and with sudo also who stands behind it.
    static var name: String {
        let account = NSUserName()
        let behind = ProcessInfo.processInfo.environment["SUDO_USER"] ?? ""
        return behind.isEmpty || behind == account ? account : "\(behind) (as \(account))"
    }
}
