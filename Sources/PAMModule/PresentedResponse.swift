internal import Wire

/// An authentication token as a SAML response.
enum PresentedResponse {
    /// Fewer bytes are no response.
    private static var fewest: Int { 256 }

    /// Whether bytes are the base64 of something that begins like XML and that a frame can carry. Whoever types a password
    /// does not type this.
    static func isLike(_ token: [UInt8]) -> Bool {
        guard (fewest...Field.response.bounds.upperBound).contains(token.count) else { return false }
        // The first byte of XML is `<`, 0x3C: `P` and one of `A` to `P`.
        guard token[0] == UInt8(ascii: "P"), (UInt8(ascii: "A")...UInt8(ascii: "P")).contains(token[1]) else {
            return false
        }
        return token.allSatisfy { isBase64($0) || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
