internal import CSeccomp
internal import Glibc

/// One process that was started for one request. It gets an empty environment, default signals, and of all descriptors one
/// end of a socket as standard input and output; standard error is discarded.
@safe struct WorkerProcess: ~Copyable {
    private let id: pid_t
    /// Our end.
    private let socket: Int32
    private var isGone = false

    // SAFETY, for all that follows: the descriptors and the process are this value's own; buffers outlive the calls that use
    // them, and no more octets are moved than they have.

    init(_ program: WorkerProgram) throws(WorkerFailure) {
        var ends: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0
        else {
            throw .notStarted(errno)
        }
        defer { close(ends[1]) }
        var id: pid_t = 0
        let error = Self.spawn(program, on: ends[1], id: &id)
        guard error == 0 else {
            close(ends[0])
            throw .notStarted(error)
        }
        self.id = id
        socket = ends[0]
    }

    deinit {
        if !isGone {
            kill(id, SIGKILL)
            while waitpid(id, nil, 0) < 0, errno == EINTR {}
        }
        close(socket)
    }

    private static func spawn(_ program: WorkerProgram, on socket: Int32, id: inout pid_t) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        let errors = unsafe [
            posix_spawn_file_actions_adddup2(&actions, socket, 0),
            posix_spawn_file_actions_adddup2(&actions, socket, 1),
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0),
            posix_spawn_file_actions_addclosefrom_np(&actions, 3),
            posix_spawnattr_setsigmask(&attributes, &none),
            posix_spawnattr_setsigdefault(&attributes, &all),
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)),
        ]
        if let error = errors.first(where: { $0 != 0 }) { return error }
        var arguments = unsafe ([program.executable] + program.arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        guard unsafe !arguments.dropLast().contains(nil) else { return ENOMEM }
        var environment: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        return unsafe posix_spawn(
            &id, program.executable, &actions, &attributes, &arguments, &environment)
    }

    /// Hands over the request and gives back what the process wrote until it closed its end.
    func exchange(_ request: [UInt8], limit: Int, until deadline: ContinuousClock.Instant)
        throws(WorkerFailure) -> [UInt8]
    {
        var unsent = request[...]
        if unsent.isEmpty { shutdown(socket, Int32(SHUT_WR)) }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let isSending = !unsent.isEmpty
            var poll = pollfd(fd: socket, events: Int16(POLLIN | (isSending ? POLLOUT : 0)), revents: 0)
            let ready = unsafe Glibc.poll(&poll, 1, try Self.milliseconds(until: deadline))
            guard ready > 0 else { continue }
            if isSending, poll.revents & Int16(POLLOUT | POLLERR | POLLHUP) != 0 {
                let count = unsafe unsent.withUnsafeBytes {
                    unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
                }
                if count > 0 {
                    unsent = unsent.dropFirst(count)
                } else if errno != EAGAIN, errno != EINTR {
                    unsent = []
                }
                if unsent.isEmpty { shutdown(socket, Int32(SHUT_WR)) }
            }
            let count = unsafe recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                guard answer.count + count <= limit else { throw .tooLong }
                answer += buffer.prefix(count)
            } else if count == 0 || errno != EAGAIN && errno != EINTR {
                return answer
            }
        }
    }

    /// Waits for its end. Throws unless it ended by itself, in time, with exit status 0.
    mutating func wait(until deadline: ContinuousClock.Instant) throws(WorkerFailure) {
        var status: Int32 = 0
        while true {
            let gone = unsafe waitpid(id, &status, WNOHANG)
            if gone == id { break }
            guard gone == 0 else {
                isGone = true
                throw .unknown
            }
            // It closed its end and is on its way out: this hardly ever takes a second look.
            _ = poll(nil, 0, min(1, try Self.milliseconds(until: deadline)))
        }
        isGone = true
        let signal = status & 0x7F
        guard signal == 0 else { throw .killed(signal: signal) }
        guard status >> 8 & 0xFF == 0 else { throw .failed(status: status >> 8 & 0xFF) }
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant) throws(WorkerFailure) -> Int32 {
        let left = deadline - .now
        guard left > .zero else { throw .late }
        let (seconds, attoseconds) = left.components
        return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
