/// Why the store could not do what was asked. Equality is on the kind, not on the words.
public enum StoreError: Error, Hashable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// What is there is a symbolic link, or no regular file.
    case unsafeFile(path: String)
    /// Everybody may write the file, or the folder it is in.
    case writable(path: String)
    /// The file belongs to neither root nor its folder's owner.
    case foreign(path: String, folder: String)
    /// The file cannot be opened or read by this process.
    case unreadable(path: String)
    /// The file is no Gatehouse store.
    case notAStore(path: String)
    /// The store was written by another version.
    case wrongVersion(found: Int64, known: Int64)
    /// Another process held the store for longer than the waiting time.
    case busy
    /// The disk is full, or the file may not be written.
    case cannotWrite
    /// SQLite found the file damaged.
    case corrupt
    /// A value that has to be unique exists already; nothing was changed.
    case conflict
    /// The change would break something that people rely on; nothing was changed.
    case refused(SettingsGuard)
    /// Any other result of SQLite.
    case sqlite(code: Int32)
}

extension StoreError: CustomStringConvertible {
    /// What is wrong, where, and what to do, in one sentence each.
    public var description: String {
        switch self {
        case .missing(let path):
            "no store at " + path + ". Create it with `gatehouse org create NAME`."
        case .unsafeFile(let path):
            path + " is a link or no regular file. Move it away and put the store itself there."
        case .writable(let path):
            "everybody may write " + path + ", which may have been tampered with. Run: chmod o-w " + path
        case .foreign(let path, let folder):
            path + " belongs to neither root nor the owner of its folder. Run: chown --reference=" + folder
                + " "
                + path
        case .unreadable(let path):
            path + " cannot be read by this user. Run as root or as the user gatehouse."
        case .notAStore(let path):
            path + " is not a Gatehouse store. Restore it from a backup, or move it away and start anew."
        case .wrongVersion(let found, let known) where found < known:
            "the store has the older version " + found.description
                + ". Run: systemctl restart gatehouse, which brings it to version " + known.description + "."
        case .wrongVersion(let found, let known):
            "the store has version " + found.description + ", this program knows " + known.description
                + ". Install matching versions of the module and the helper."
        case .busy:
            "the store is locked by another process. Try again."
        case .cannotWrite:
            "the store cannot be written. Look for a full disk or wrong permissions on its directory."
        case .corrupt:
            "the store is damaged. Restore it from a backup."
        case .conflict:
            "that exists already."
        case .refused(let why):
            why.description + "."
        case .sqlite(let code):
            "SQLite failed with result " + code.description + "."
        }
    }
}
