internal import Glibc

/// A worker's side of the exchange: one request comes in, one answer goes out. Uses no call but `read` and `write`.
public enum StandardStreams {
    /// All of standard input; `nil` when it is longer than `limit` octets or cannot be read.
    public static func readAll(limit: Int) -> [UInt8]? {
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            // SAFETY: at most as many octets are read as the buffer has.
            let count = unsafe read(0, &buffer, buffer.count)
            if count == 0 { return octets }
            if count < 0 {
                guard errno == EINTR else { return nil }
                continue
            }
            guard octets.count + count <= limit else { return nil }
            octets += buffer.prefix(count)
        }
    }

    /// Writes all of `octets` to standard output; false when that fails.
    public static func write(_ octets: [UInt8]) -> Bool {
        var rest = octets[...]
        while !rest.isEmpty {
            // SAFETY: no more octets are written than there are.
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(1, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
