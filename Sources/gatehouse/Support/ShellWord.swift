internal import Foundation
internal import SAML

extension String {
    /// One word for a shell, whatever is in it; nothing that disturbs a terminal.
    var shellWord: String {
        let shown = printable(self)
        let isPlain = shown.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-._/:@%+,".utf8.contains($0)
            }
        }
        return isPlain && !shown.isEmpty
            ? shown : "'" + shown.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
