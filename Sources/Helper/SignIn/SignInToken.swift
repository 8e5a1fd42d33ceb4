/// The name of one sign-in. The whole of it, 130 bits of text, is in the page's address and opens the page; its first 8
/// characters are the reference, which people read, compare and report, and which opens nothing.
struct SignInToken: Hashable, Sendable {
    /// 26 characters of ``Base32``.
    let text: String

    /// Draws a new one.
    init(random: RandomSource) {
        text = random.token(bits: 128)
    }

    /// Takes text out of a URL; nil when it cannot be a token.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count == 26, text.utf8.allSatisfy(Base32.alphabet.contains) else { return nil }
        self.text = String(text)
    }

    /// The short name: 40 bits.
    var reference: String { String(text.prefix(8)) }
}
