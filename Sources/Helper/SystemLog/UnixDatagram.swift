internal import Glibc

/// One message to a socket of this host.
enum UnixDatagram {
    /// Sends `bytes` to the datagram socket at `path`. Waits a second at most while its queue is full.
    ///
    /// - Returns: whether it was taken.
    static func send(_ bytes: [UInt8], to path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = [UInt8](path.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        // SAFETY: fewer bytes than the field has; the rest stays zero.
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
        let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { return false }
        defer { close(file) }
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        // SAFETY: the option's own type and size.
        guard
            unsafe setsockopt(
                file, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size)) == 0
        else { return false }
        // SAFETY: bytes and address are ours for the time of the call, with their sizes.
        let sent = unsafe bytes.withUnsafeBytes { bytes in
            unsafe withUnsafePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe sendto(
                        file, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL), $0,
                        socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
        return sent == bytes.count
    }
}
