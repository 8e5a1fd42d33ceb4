internal import Dispatch

/// Does one piece of slow work after another, away from the threads that answer everybody else.
struct OwnThread: Sendable {
    private let queue: DispatchQueue

    /// - Parameter name: what debuggers call it.
    init(name: String) {
        queue = DispatchQueue(label: name)
    }

    /// Waits for what is ahead, does the work, and returns what came of it.
    func run<Value: Sendable, Failure>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(Failure) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
