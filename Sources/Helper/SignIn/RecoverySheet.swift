/// The recovery codes that an owner gets at once, and what the store keeps of them.
public struct RecoverySheet: Sendable {
    /// The codes, to be printed once.
    public let codes: [RecoveryCode]
    /// Their hashes, in the same order.
    public let hashes: [String]

    private static let count = 10

    /// Draws new ones; nil only where this host's libcrypt has no yescrypt.
    public init?() {
        self.init(random: .system)
    }

    init?(random: RandomSource) {
        guard let setting = RecoveryHash.setting(random: random) else { return nil }
        let codes = (0..<Self.count).map { _ in RecoveryCode(random: random) }
        hashes = codes.compactMap { RecoveryHash.hash($0, under: setting) }
        guard hashes.count == Self.count else { return nil }
        self.codes = codes
    }
}
