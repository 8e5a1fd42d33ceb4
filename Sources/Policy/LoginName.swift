/// The name of an account on this host, as PAM and the password database spell it.
///
/// Validated once at the edge and compared as bytes: two names are equal only when every byte is.
/// Bounds: 1 to 64 bytes out of `A-Z a-z 0-9 _ . @ -`, not beginning with `-` or `.`.
public struct LoginName: Hashable, Sendable {
    /// ASCII, 1 to 64 bytes.
    public let bytes: [UInt8]

    /// Returns nil for bytes that no account on this host may have as its name.
    public init?(_ bytes: some Sequence<UInt8>) {
        let bytes = [UInt8](bytes)
        guard (1...64).contains(bytes.count), bytes[0] != ASCII.hyphen, bytes[0] != ASCII.dot else {
            return nil
        }
        for byte in bytes {
            guard
                ASCII.isLetterOrDigit(byte) || byte == ASCII.underscore || byte == ASCII.dot
                    || byte == ASCII.at || byte == ASCII.hyphen
            else { return nil }
        }
        self.bytes = bytes
    }

    /// The same check for text, such as an argument of a command.
    public init?(_ text: String) {
        self.init(text.utf8)
    }

    /// Whether just-in-time provisioning may give this name to a new person: `[a-z][a-z0-9-]{0,30}`.
    public var mayBeProvisioned: Bool {
        bytes.count <= 31 && ASCII.isLowercaseLetter(bytes[0])
            && bytes.allSatisfy { ASCII.isLowercaseLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen }
    }
}

extension LoginName: CustomStringConvertible {
    /// The name as text; ASCII only.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
