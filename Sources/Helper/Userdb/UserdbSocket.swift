internal import Glibc

/// The socket file: everybody may connect to it, as programs of all users look accounts up.
enum UserdbSocket {
    /// Makes the folder of the socket, and the folders above it, with mode 0755 each. Folders that exist are
    /// left as they are.
    static func makeFolder(of path: String) throws(UserdbServerError) {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += "/" + part
            // SAFETY: NUL-terminated strings; nothing is kept.
            if unsafe mkdir(folder, 0o755) == 0 {
                guard unsafe chmod(folder, 0o755) == 0 else { throw .folder(path: folder, errno: errno) }
            } else if errno != EEXIST {
                throw .folder(path: folder, errno: errno)
            }
        }
    }

    /// Opens the bound socket to everybody.
    static func openToAll(_ path: String) throws(UserdbServerError) {
        // SAFETY: a NUL-terminated string; nothing is kept.
        guard unsafe chmod(path, 0o666) == 0 else {
            throw .socket(path: path, reason: "its mode cannot be set to 0666")
        }
    }

    /// Removes the socket, so that no program waits for a responder that has gone.
    static func remove(_ path: String) {
        // SAFETY: a NUL-terminated string; nothing is kept.
        unsafe unlink(path)
    }
}
