internal import CPAM

/// One connection to the helper. Closed when it goes out of scope; never blocks beyond a deadline.
struct HelperSocket: ~Copyable {
    private let descriptor: Int32

    /// Connects, and makes sure of who listens.
    init(path: String, deadline: Deadline) throws(HelperError) {
        descriptor = gh_socket()
        guard descriptor >= 0 else { throw .unreachable(-descriptor) }
        try connect(path, deadline)
        try checkListener(path)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func send(_ bytes: [UInt8], _ deadline: Deadline) throws(HelperError) {
        var sent = 0
        while sent < bytes.count {
            try wait(POLLOUT, deadline)
            // SAFETY: the bytes from `sent` on are inside the array.
            let count = unsafe bytes.withUnsafeBytes {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: $0[sent...])
                return unsafe gh_send(descriptor, rest.baseAddress, rest.count)
            }
            sent += try progress(count)
        }
    }

    /// Exactly `count` bytes.
    func receive(_ count: Int, _ deadline: Deadline) throws(HelperError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var received = 0
        while received < count {
            try wait(POLLIN, deadline)
            // SAFETY: the bytes from `received` on are inside the array.
            let more = unsafe bytes.withUnsafeMutableBytes {
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: $0[received...])
                return unsafe gh_receive(descriptor, rest.baseAddress, rest.count)
            }
            guard more != 0 else { throw .closedEarly }
            received += try progress(more)
        }
        return bytes
    }

    /// A local socket connects at once or says that the listener's queue is full.
    private func connect(_ path: String, _ deadline: Deadline) throws(HelperError) {
        while true {
            // SAFETY: the path is a C string for the time of the call.
            let result = unsafe path.withCString { unsafe gh_connect(descriptor, $0) }
            switch -result {
            case 0: return
            case EAGAIN, EINTR:
                let left = deadline.remaining
                guard left > 0 else { throw .timedOut }
                _ = gh_wait(-1, 0, min(left, 20))
            default: throw .unreachable(-result)
            }
        }
    }

    private func checkListener(_ path: String) throws(HelperError) {
        let listener = gh_peer_uid(descriptor)
        if listener == 0 { return }
        let end = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.utf8.startIndex
        let directory = String(decoding: path.utf8[..<end], as: UTF8.self)
        // SAFETY: the path is a C string for the time of the call.
        let owner = unsafe directory.withCString { unsafe gh_owner($0) }
        guard listener > 0, listener == owner else { throw .untrusted(uid: listener) }
    }

    private func wait(_ events: Int32, _ deadline: Deadline) throws(HelperError) {
        while true {
            let left = deadline.remaining
            guard left > 0 else { throw .timedOut }
            let ready = gh_wait(descriptor, Int16(events), left)
            if ready > 0 { return }
            if ready < 0, ready != -EINTR { throw .broken(-ready) }
        }
    }

    /// How far a call got; 0 when it has to be tried again.
    private func progress(_ result: Int) throws(HelperError) -> Int {
        if result >= 0 { return result }
        switch Int32(-result) {
        case EAGAIN, EINTR: return 0
        case EPIPE, ECONNRESET: throw .closedEarly
        default: throw .broken(Int32(-result))
        }
    }
}
