/// Who has how many connections open. Nobody but root can use up a larger share than `perUser`, and one share
/// is left for root, on whose look-ups logins wait.
actor ConnectionLedger {
    private let total: Int
    private let perUser: Int
    private var open: [UInt32: Int] = [:]
    private var refused: Set<UInt32> = []

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

    /// Counts one more connection of `uid`, or refuses it.
    func admit(_ uid: UInt32) -> Verdict {
        let all = open.values.reduce(0, +)
        guard uid == 0 ? all < total : all < total - perUser && open[uid, default: 0] < perUser else {
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
    }
}
