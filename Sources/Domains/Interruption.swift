internal import Glibc

/// Wakes the one thread that waits for answers, from any other.
final class Interruption: Sendable {
    /// Readable once it was raised.
    let file: Int32
    private let other: Int32

    init() throws(ResolverError) {
        var ends: [Int32] = [-1, -1]
        // SAFETY: room for the two descriptors that are written.
        guard unsafe socketpair(AF_UNIX, Self.kind, 0, &ends) == 0 else {
            throw .unavailable(setting: "a socket to be woken by", reason: "too many open files")
        }
        (file, other) = (ends[0], ends[1])
    }

    deinit {
        close(file)
        close(other)
    }

    /// Stays raised.
    func raise() {
        var byte: UInt8 = 1
        // SAFETY: one byte of ours. It fails only when it was raised more often than the socket holds.
        _ = unsafe write(other, &byte, 1)
    }

    private static var kind: Int32 {
        Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    }
}
