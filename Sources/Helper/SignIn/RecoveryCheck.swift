/// Looks which hashes a recovery code has, on a thread of its own: it takes its time, and everybody else is answered
/// meanwhile.
struct RecoveryCheck: Sendable {
    private let thread = OwnThread(name: "recovery codes")
    /// The salt for people who have no codes: looking at theirs takes as long.
    private let decoy: String?

    init(random: RandomSource) {
        decoy = RecoveryHash.setting(random: random)
    }

    /// The hashes of a code under each salt of those that are stored; at least one is made. Nil when none can be made.
    func hashes(of code: RecoveryCode, like stored: [String]) async -> [String]? {
        guard let decoy else { return nil }
        let settings = Set(stored.map(RecoveryHash.setting(of:)))
        return await thread.run {
            (settings.isEmpty ? [decoy] : settings.sorted()).compactMap {
                RecoveryHash.hash(code, under: $0)
            }
        }
    }
}
