internal import Foundation

/// The store's file on disk.
enum StoreFile {
    /// Creates an empty file with mode 0640 where there is none, never through a link. Root gives it to the owner of its
    /// directory, so that the helper, which is not root, can write what root created.
    static func create(at path: String) throws(CommandFailure) {
        let parent = (path as NSString).deletingLastPathComponent
        let directory = parent.isEmpty ? "." : parent
        var owner = stat()
        // SAFETY: the paths are C strings for the time of each call; stat writes one structure of its own type.
        guard unsafe stat(directory, &owner) == 0 else {
            throw .cannotTell(
                "there is no directory \(directory). Create it, or name another store with --store.")
        }
        // SAFETY: as above.
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard file >= 0 else {
            if errno == EEXIST { return }
            // SAFETY: strerror returns a C string for every number; it is copied at once.
            throw .cannotTell("cannot create \(path): \(unsafe String(cString: strerror(errno))).")
        }
        defer { close(file) }
        guard fchmod(file, 0o640) == 0, getuid() != 0 || fchown(file, owner.st_uid, owner.st_gid) == 0 else {
            throw .cannotTell("cannot give \(path) to the owner of its directory.")
        }
    }
}
