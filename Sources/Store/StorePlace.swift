internal import CSQLite

/// Where the store lies. What others could have written or put there is not used: they would decide who gets in.
enum StorePlace {
    /// Refuses anything but a regular file that belongs to root or to its folder's owner, and a file or folder that
    /// everybody may write, the sticky ones too: the write-ahead log beside the store counts like the store.
    ///
    /// - Throws: ``StoreError/missing(path:)``, ``StoreError/unsafeFile(path:)``, ``StoreError/writable(path:)``,
    ///   ``StoreError/foreign(path:folder:)``, ``StoreError/unreadable(path:)``.
    static func check(_ path: String, mayBeAbsent: Bool) throws(StoreError) {
        let folder = folder(of: path)
        // SAFETY: both paths are C strings for the time of the call.
        switch unsafe gh_inspect(path, folder) {
        case 0: return
        case ENOENT where mayBeAbsent: return
        case ENOENT: throw .missing(path: path)
        case GH_NO_REGULAR_FILE: throw .unsafeFile(path: path)
        case GH_WRITABLE_FILE: throw .writable(path: path)
        case GH_WRITABLE_FOLDER: throw .writable(path: folder)
        case GH_FOREIGN_FILE: throw .foreign(path: path, folder: folder)
        default: throw .unreadable(path: path)
        }
    }

    private static func folder(of path: String) -> String {
        guard let end = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return end == path.utf8.startIndex ? "/" : String(decoding: path.utf8[..<end], as: UTF8.self)
    }
}
