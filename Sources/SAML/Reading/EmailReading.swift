/// An e-mail address as identity providers may assert it: RFC 5321 without quoted local parts and without address
/// literals, ASCII alone, the domain in A-labels.
struct EmailReading {
    /// 1 to 64 octets; its case matters.
    let localPart: Substring.UTF8View
    /// At most 253 octets, two labels or more, in lower case.
    let domain: [UInt8]

    /// `nil` for everything else, an address with white space around it included.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count <= 64, (3...253).contains(parts[1].count) else { return nil }
        let atoms = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isAtomText) }),
            labels.count >= 2, labels.allSatisfy(Self.isLabel),
            let last = labels.last, !last.allSatisfy(Self.isDigit)
        else { return nil }
        localPart = Substring(parts[0]).utf8
        domain = parts[1].map(Self.folded)
    }

    /// The lower-case letter of an ASCII letter; every other octet as it is. No locale and no Unicode.
    static func folded(_ octet: UInt8) -> UInt8 { octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet }

    private static func isDigit(_ octet: UInt8) -> Bool { octet >= 0x30 && octet <= 0x39 }

    private static func isLetterOrDigit(_ octet: UInt8) -> Bool {
        isDigit(octet) || (0x61...0x7A).contains(folded(octet))
    }

    /// `atext` of RFC 5322, section 3.2.3.
    private static func isAtomText(_ octet: UInt8) -> Bool {
        isLetterOrDigit(octet) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(octet)
    }

    /// Letters, digits and inner hyphens, at most 63 (RFC 1034, section 3.5).
    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
    }
}
