/// One way to change a message.
struct Mutation: Sendable {
    let name: String
    let apply: @Sendable (inout Markup, SignedMessages, inout SeededGenerator) -> Void

    init(
        _ name: String,
        _ apply: @escaping @Sendable (inout Markup, SignedMessages, inout SeededGenerator) -> Void
    ) {
        self.name = name
        self.apply = apply
    }
}

/// A changed message, and how it came to be.
struct Mutant {
    let seed: UInt64
    let xml: [UInt8]
    let history: [String]

    private static var ways: [Mutation] {
        structureMutations + structureMutations + wrappingMutations + identifierMutations + signatureMutations
            + namespaceMutations + textMutations + attributeMutations
    }

    /// The mutant of `seed`: an accepted message changed in one to four ways. The same seed makes the same one again,
    /// but for the octets of keys and signatures.
    init(seed: UInt64, of messages: SignedMessages) {
        var random = SeededGenerator(seed: seed)
        let message = random.pick(messages.accepted)
        var markup = message.markup
        var history = [message.name]
        let ways = Self.ways
        for _ in 0..<(1 + random.below(4)) {
            let way = random.pick(ways)
            history.append(way.name)
            way.apply(&markup, messages, &random)
        }
        var octets = Array(markup.text.utf8)
        if random.once(in: 8) {
            let way = random.pick(OctetMutation.all)
            history.append(way.name)
            way.apply(&octets, &random)
        }
        self.seed = seed
        self.history = history
        xml = octets
    }
}
