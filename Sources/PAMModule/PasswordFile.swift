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
        // SAFETY: the entry belongs to libc and is read before the next call.
        while let entry = unsafe fgetpwent(file) {
            guard let name = unsafe entry.pointee.pw_name else { continue }
            let bytes = unsafe UnsafeRawBufferPointer(start: name, count: strlen(name))
            if unsafe bytes.elementsEqual(login) { return true }
        }
        // SAFETY: the file is open.
        return unsafe ferror(file) == 0 ? false : nil
    }
}
