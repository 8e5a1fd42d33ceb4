/// What lets an owner in while single sign-on is out: 80 random bits on paper, shown as `ABCD-EFGH-JKMN-PQRS`.
public struct RecoveryCode: Sendable {
    /// 16 characters of ``Base32``.
    let characters: [UInt8]

    private static let length = 16

    /// Draws a new one.
    init(random: RandomSource) {
        characters = [UInt8](random.token(bits: 80).utf8)
    }

    /// Takes what somebody typed, as ``SignInCode`` is taken; nil for what has not the form of a recovery code.
    init?(typed: [UInt8]) {
        let characters = SignInCode.normalised(typed)
        guard characters.count == Self.length, characters.allSatisfy(Base32.alphabet.contains) else {
            return nil
        }
        self.characters = characters
    }

    /// The code as people read it.
    public var shown: String {
        let text = String(decoding: characters, as: UTF8.self).uppercased()
        return stride(from: 0, to: Self.length, by: 4).map { text.dropFirst($0).prefix(4) }
            .joined(separator: "-")
    }
}
