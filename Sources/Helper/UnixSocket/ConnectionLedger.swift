/// Who has how many connections open. Nobody but root can use up a larger share than `perUser`, and one share
/// is left for root, on whose look-ups logins wait.
actor ConnectionLedger {
    private let total: Int
    private let perUser: Int
    private var open: [UInt32: Int] = [:]
    private var refused: Set<UInt32> = []
    /// Root's connections that wait for a place, in the order they came.
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(total: Int, perUser: Int) {
        self.total = total
        self.perUser = perUser
    }

    /// Whether one more connection may stay.
    enum Verdict: Sendable, Hashable {
        /// It is counted, and has to be released.
        case admitted
        /// It is one too many; `isFirst` when its uid was last admitted.
        case refused(isFirst: Bool)
    }

    /// Counts one more connection of `uid`. Root's waits until there is a place; anybody else's is refused without one.
    func admit(_ uid: UInt32) async -> Verdict {
        if uid == 0 {
            while all >= total { await withCheckedContinuation { waiting.append($0) } }
        } else if all >= total - perUser || open[uid, default: 0] >= perUser {
            return .refused(isFirst: refused.insert(uid).inserted)
        }
        open[uid, default: 0] += 1
        refused.remove(uid)
        return .admitted
    }

    /// A connection that was admitted has ended.
    func release(_ uid: UInt32) {
        guard let count = open[uid] else { return }
        open[uid] = count > 1 ? count - 1 : nil
        if !waiting.isEmpty { waiting.removeFirst().resume() }
    }

    private var all: Int { open.values.reduce(0, +) }
}
