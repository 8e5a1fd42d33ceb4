/// An e-mail address as an identity: exactly one `@`, an ASCII local part (RFC 5321 `Dot-string`, section 4.1.2), a ``DomainName``.
///
/// The domain is folded to lower case; the local part is kept and compared byte for byte, because only the domain's
/// own mail system knows whether it ignores case there.
public struct EmailAddress: Hashable, Sendable {
    /// 1 to 64 bytes, ASCII.
    public let localPart: [UInt8]
    /// The domain a claim has to cover, exactly.
    public let domain: DomainName

    /// Returns nil for anything else, quoted local parts and surrounding white space included.
    public init?(_ bytes: some Sequence<UInt8>) {
        let parts = [UInt8](bytes).split(separator: ASCII.at, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count), parts[1].last != ASCII.dot,
            let domain = DomainName(parts[1])
        else { return nil }
        let atoms = parts[0].split(separator: ASCII.dot, omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isAtomText) }) else { return nil }
        localPart = [UInt8](parts[0])
        self.domain = domain
    }

    /// The same check for text, such as an argument of a command.
    public init?(_ text: String) {
        self.init(text.utf8)
    }

    /// `atext` of RFC 5322 section 3.2.3, ASCII only.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        if ASCII.isLetterOrDigit(byte) { return true }
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"),
            UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"),
            UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"):
            return true
        default:
            return false
        }
    }
}

extension EmailAddress: CustomStringConvertible {
    /// The address as text; ASCII only.
    public var description: String { String(decoding: localPart, as: UTF8.self) + "@" + domain.description }
}
