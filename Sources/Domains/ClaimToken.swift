/// The secret-free proof of one claim: 160 random bits, written as 32 characters of lower-case base32
/// (letters and `2` to `7`) without padding. One per claim, never reissued. It is published in the DNS, so it may
/// be shown and logged.
public struct ClaimToken: Sendable, Hashable, CustomStringConvertible {
    /// The number of characters of every token.
    public static let length = 32

    /// The 32 ASCII characters.
    public let bytes: [UInt8]

    /// Draws a new token.
    ///
    /// - Parameter source: must be cryptographically strong outside tests (`SystemRandomNumberGenerator`).
    public init(using source: inout some RandomNumberGenerator) {
        bytes = (0..<Self.length).map { _ in Self.alphabet[Int(source.next() & 31)] }
    }

    /// Reads a token that was drawn before.
    ///
    /// - Returns: `nil` unless `text` is exactly 32 characters of the alphabet.
    public init?(_ text: some Sequence<UInt8>) {
        let bytes = Array(text)
        guard bytes.count == Self.length, bytes.allSatisfy(Self.alphabet.contains) else { return nil }
        self.bytes = bytes
    }

    /// The 32 characters as text.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// What the TXT record must hold, byte for byte: `gatehouse-domain-verify=<token>`.
    public var recordValue: [UInt8] { Self.prefix + bytes }

    /// What the value of every such record begins with.
    static let prefix = Array("gatehouse-domain-verify=".utf8)

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
}
