internal import Dispatch

/// Answers requests, each by a process of its own: what goes wrong in it costs that one answer. A few run at once, some more
/// wait, and the rest are turned away.
public struct WorkerPool: Sendable {
    private let program: WorkerProgram
    private let turnstile: Turnstile
    private let threads = DispatchQueue(label: "workers", attributes: .concurrent)

    /// - Parameters:
    ///   - atOnce: processes that run at the same time.
    ///   - waiting: requests that may wait for one of them.
    public init(_ program: WorkerProgram, atOnce: Int = 2, waiting: Int = 16) {
        self.program = program
        turnstile = Turnstile(free: atOnce, room: waiting)
    }

    /// The answer of one process to `request`: everything it wrote, after it ended as it should.
    ///
    /// Holds up no task but its own. Nothing is left of the process when this returns.
    public func answer(to request: [UInt8]) async throws(WorkerFailure) -> [UInt8] {
        guard await turnstile.enter() else { throw .busy }
        // The process dies with the thread that started it, so that thread stays with it to its end.
        let answer: Result<[UInt8], WorkerFailure> = await withCheckedContinuation { continuation in
            threads.async {
                do throws(WorkerFailure) {
                    continuation.resume(returning: .success(try Self.run(program, request)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        await turnstile.leave()
        return try answer.get()
    }

    private static func run(_ program: WorkerProgram, _ request: [UInt8]) throws(WorkerFailure) -> [UInt8] {
        let deadline = ContinuousClock.now + program.deadline
        var process = try WorkerProcess(program)
        let answer = try process.exchange(request, limit: program.answerLimit, until: deadline)
        try process.wait(until: deadline)
        return answer
    }
}

/// Lets a number of tasks through at once and makes some more wait, in the order they came.
private actor Turnstile {
    private var free: Int
    private let room: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(free: Int, room: Int) {
        self.free = free
        self.room = room
    }

    /// False when there is no room to wait.
    func enter() async -> Bool {
        if free > 0 {
            free -= 1
            return true
        }
        guard waiting.count < room else { return false }
        await withCheckedContinuation { waiting.append($0) }
        return true
    }

    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
