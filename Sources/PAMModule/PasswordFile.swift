internal import CPAM

/// The file that local accounts are in. Read as a file: the name service knows other accounts, too, and may
/// hang.
enum PasswordFile {
    /// Whether the file has an entry of that name; nil when it cannot be read.
    static func contains(_ login: [UInt8], path: String = "/etc/passwd") -> Bool? {
        // SAFETY: both strings are C strings for the time of the call.
        guard let file = unsafe path.withCString({ unsafe fopen($0, "re") }) else { return nil }
        // SAFETY: opened above, closed nowhere else.
        defer { unsafe fclose(file) }
        // A longer line is none of a sound file.
        var line = [CChar](repeating: 0, count: 4096)
        return unsafe line.withUnsafeMutableBufferPointer { unsafe search(file, for: login, line: $0) }
    }

    private static func search(
        _ file: UnsafeMutablePointer<FILE>, for login: [UInt8], line: UnsafeMutableBufferPointer<CChar>
    ) -> Bool? {
        guard let start = line.baseAddress else { return nil }
        var entry = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>?
        while true {
            // SAFETY: the entry's strings are inside the line, which is this thread's own.
            switch unsafe fgetpwent_r(file, &entry, start, line.count, &found) {
            case 0: break
            case ENOENT: return unsafe ferror(file) == 0 ? false : nil
            default: return nil
            }
            guard let name = unsafe entry.pw_name else { continue }
            let bytes = unsafe UnsafeRawBufferPointer(start: name, count: strlen(name))
            if unsafe bytes.elementsEqual(login) { return true }
        }
    }
}
