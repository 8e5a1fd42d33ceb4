internal import CDispatch
internal import Glibc
internal import SAML

/// A metadata file: whoever may write it says which keys this host believes.
enum MetadataFile {
    /// More than any metadata may have; what is longer is refused by its own rule.
    private static let limit = (1 << 20) + 1

    /// The octets of a regular file that belongs to one of `owners` and that nobody else may write (META-02).
    static func read(_ path: String, owners: Set<UInt32>) throws(MetadataFailure) -> [UInt8] {
        // SAFETY: the path is a C string for the time of the call.
        let file = unsafe open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else {
            // SAFETY: strerror returns a C string for every number; it is copied at once.
            let why =
                unsafe errno == ELOOP
                ? "it is a link; name the file itself" : String(cString: strerror(errno))
            throw MetadataFailure(.meta02, "\(path) cannot be read: \(why)")
        }
        defer { close(file) }
        var status = stat()
        // SAFETY: fstat writes one structure of its own type.
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw MetadataFailure(.meta02, "\(path) is no regular file")
        }
        guard owners.contains(status.st_uid), status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
            throw MetadataFailure(
                .meta02,
                "\(path) could be written by others. Give it to root: chown root \(path) && chmod 644 \(path)"
            )
        }
        var octets = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            // SAFETY: the range lies inside the array, and read writes no more than its length.
            let part = unsafe octets.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(file, bytes.baseAddress.map { unsafe $0 + count }, limit - count)
            }
            if part < 0 && errno == EINTR { continue }
            guard part >= 0 else { throw MetadataFailure(.meta02, "\(path) cannot be read") }
            if part == 0 { break }
            count += part
        }
        return Array(octets.prefix(count))
    }

    /// Who may own a metadata file: root, this process' user, and the store's owner, who is the helper's user.
    static func owners(store: String) -> Set<UInt32> {
        var status = stat()
        // SAFETY: the path is a C string for the time of the call; lstat writes one structure of its own type.
        let known = unsafe lstat(store, &status) == 0
        return Set([0, geteuid()] + (known ? [status.st_uid] : []))
    }
}
