internal import CUnbound
internal import Glibc

/// The owner of one libunbound context and its cache. Used by one thread; the look-ups run on a thread of
/// libunbound's own.
@safe struct UnboundContext: ~Copyable {
    private let handle: OpaquePointer

    static func make(_ settings: ResolverSettings) throws(ResolverError) -> UnboundContext {
        // SAFETY: no arguments; the result is checked, owned by the value made here and deleted once.
        guard let handle = unsafe ub_ctx_create() else {
            throw .unavailable(setting: "a new context", reason: "out of memory or random numbers")
        }
        let context = unsafe UnboundContext(handle: handle)
        try context.configure(settings)
        return context
    }

    private init(handle: OpaquePointer) { unsafe self.handle = handle }

    deinit {
        // SAFETY: the handle is this value's own. This ends libunbound's thread; callbacks run in
        // `ub_process` only.
        unsafe ub_ctx_delete(handle)
    }

    // SAFETY (all calls here): the handle is alive; libunbound copies the NUL-terminated strings before it
    // returns.
    private borrowing func configure(_ settings: ResolverSettings) throws(ResolverError) {
        // Without a stream libunbound would write its complaints to this process's stderr.
        try check("silence", unsafe ub_ctx_debugout(handle, nil))
        try check("a thread of its own", unsafe ub_ctx_async(handle, 1))
        // The list below has the loopback addresses that are not asked.
        try check("do-not-query-localhost", unsafe ub_ctx_set_option(handle, "do-not-query-localhost:", "no"))
        // Whoever forges an answer has to guess this, too.
        try check("use-caps-for-id", unsafe ub_ctx_set_option(handle, "use-caps-for-id:", "yes"))
        for range in settings.forbidden {
            try check(
                "do-not-query-address \(range)",
                unsafe ub_ctx_set_option(handle, "do-not-query-address:", range.description))
        }
        for server in settings.forwarders {
            try check("the forwarder \(server)", unsafe ub_ctx_set_fwd(handle, server.description))
        }
        for zone in settings.unsignedZones {
            try check(
                "the unsigned zone \(zone)", unsafe ub_ctx_set_option(handle, "domain-insecure:", zone))
        }
        for (zone, server) in settings.stubs {
            try check(
                "the server \(server) for \(zone)",
                unsafe ub_ctx_set_stub(handle, zone, server.description, 0))
        }
        if let path = settings.trustAnchorFile {
            guard unsafe access(path, R_OK) == 0 else { throw .trustAnchorUnreadable(path: path) }
            try check("the trust anchor \(path)", unsafe ub_ctx_add_ta_file(handle, path))
        }
    }

    /// Blocks until every question is answered or the deadline has passed; what is open then is cancelled.
    ///
    /// - Throws: `ResolverError`; `cancelled` as soon as `interruption` is raised.
    borrowing func answers(
        to questions: [Question], before deadline: ContinuousClock.Instant, unless interruption: Interruption
    ) throws(ResolverError) -> [Answer] {
        let replies = questions.map(Reply.init)
        var started: [Int32] = []
        for reply in replies {
            try unmask(reply.question)
            var identifier: Int32 = 0
            // SAFETY: `replies` outlives the loop below, and `take` is called from `ub_process` alone, never
            // after it.
            let status = unsafe ub_resolve_async(
                handle, reply.question.text,
                Int32(reply.question.type.rawValue), Self.internet,
                Unmanaged.passUnretained(reply).toOpaque(), take, &identifier)
            try check("a question", status)
            started.append(identifier)
        }
        while replies.contains(where: { $0.answer == nil }) {
            let left = deadline - .now
            guard left > .zero else { break }
            let milliseconds = left / .milliseconds(1)
            // SAFETY: the descriptors belong to the context and to `interruption`; poll writes to the
            // elements given.
            var waits = [unsafe ub_fd(handle), interruption.file].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            guard unsafe poll(&waits, 2, Int32(min(milliseconds.rounded(.up), 60_000))) > 0 else { continue }
            // The open questions are dropped with the context.
            guard waits[1].revents == 0 else { throw .cancelled }
            try check("its own answers", unsafe ub_process(handle))
        }
        return withExtendedLifetime(replies) {
            zip(replies, started).map { reply, identifier in
                if let answer = reply.answer { return answer }
                // SAFETY: an identifier of this context; one that is done already is refused without harm.
                unsafe ub_cancel(handle, identifier)
                return Answer(reply.question.place, responseCode: nil)
            }
        }
    }

    /// libunbound says of some zones by itself that they are empty, among them `test` and `home.arpa` (RFC
    /// 6303, RFC 6761). A host whose own DNS serves them gets its own DNS's word: for no name that is asked
    /// for, libunbound answers by itself.
    private borrowing func unmask(_ question: Question) throws(ResolverError) {
        let labels = question.name.split(separator: UInt8(ascii: "."))
        for start in labels.indices {
            let zone = labels[start...].map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
            try check("the name \(zone)", unsafe ub_ctx_zone_remove(handle, zone))
        }
    }

    private borrowing func check(_ setting: String, _ status: Int32) throws(ResolverError) {
        guard status != 0 else { return }
        // SAFETY: ub_strerror returns a NUL-terminated string of static storage for every number.
        throw .unavailable(setting: setting, reason: unsafe String(cString: ub_strerror(status)))
    }

    private static let internet: Int32 = 1
}

/// Where the answer to one question is put.
private final class Reply {
    let question: Question
    var answer: Answer?

    init(question: Question) { self.question = question }
}

/// libunbound's callback; runs inside `ub_process`, on the thread that called it.
private func take(_ box: UnsafeMutableRawPointer?, _ error: Int32, _ result: UnsafeMutablePointer<ub_result>?)
{
    guard let box = unsafe box else { return }
    // SAFETY: `box` is the `Reply` given to `ub_resolve_async`, alive until the loop around `ub_process` has
    // ended.
    let reply = unsafe Unmanaged<Reply>.fromOpaque(box).takeUnretainedValue()
    guard error == 0, let result = unsafe result else {
        // SAFETY: a NUL-terminated string of static storage.
        let reason = unsafe String(cString: ub_strerror(error))
        reply.answer = Answer(reply.question.place, responseCode: nil, detail: reason)
        return
    }
    // SAFETY: the result is ours until it is freed here; what `Answer` holds are copies.
    unsafe reply.answer = Answer(result.pointee, to: reply.question)
    unsafe ub_resolve_free(result)
}

extension Answer {
    /// Copies what libunbound found.
    fileprivate init(_ result: ub_result, to question: Question) {
        self.init(
            question.place, responseCode: unsafe Int(result.rcode), records: unsafe Self.records(of: result),
            isSecure: unsafe result.secure != 0, isBogus: unsafe result.bogus != 0)
        // SAFETY: `canonname` and `why_bogus` are NULL or NUL-terminated; the packet has `answer_len` bytes.
        if let canonical = unsafe result.canonname {
            let name = unsafe Array(String(cString: canonical).utf8)
            alias = Self.isSame(name, question.name) ? nil : name
        }
        if let why = unsafe result.why_bogus { detail = unsafe String(cString: why) }
        if let packet = unsafe result.answer_packet, unsafe result.answer_len > 0 {
            authority = DNSMessage.authority(
                of: unsafe Array(UnsafeRawBufferPointer(start: packet, count: Int(result.answer_len))))
        }
    }

    /// SAFETY: `data` ends with a NULL; `data[i]` has `len[i]` bytes.
    private static func records(of result: ub_result) -> [[UInt8]] {
        guard let data = unsafe result.data, let lengths = unsafe result.len else { return [] }
        var records: [[UInt8]] = []
        while let record = unsafe data[records.count] {
            let length = unsafe Int(lengths[records.count])
            records.append(unsafe Array(UnsafeRawBufferPointer(start: record, count: max(0, length))))
        }
        return records
    }

    /// DNS names are equal without regard to the case of ASCII letters and to a closing dot.
    private static func isSame(_ canonical: [UInt8], _ asked: [UInt8]) -> Bool {
        let name = canonical.last == UInt8(ascii: ".") ? canonical.dropLast() : canonical[...]
        return name.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 } == asked
    }
}
