internal import Synchronization

/// How many connections are open, up to a limit.
final class ConnectionCount: Sendable {
    private let open = Mutex(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts one more; false when the limit is reached.
    func take() -> Bool {
        open.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    /// Counts one less.
    func giveBack() {
        open.withLock { $0 -= 1 }
    }
}
