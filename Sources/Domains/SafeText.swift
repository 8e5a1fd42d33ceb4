/// Text from strangers, made fit for a terminal, a log line and a store: printable ASCII only, bounded.
enum SafeText {
    /// Every byte that is not printable ASCII, and the backslash, becomes `\xHH`.
    ///
    /// - Parameter limit: the most characters of the result; what is cut off is told by a closing `...`.
    static func printable(_ bytes: some Collection<UInt8>, limit: Int = 200) -> String {
        var text = ""
        for byte in bytes {
            let next =
                (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\\")
                ? String(UnicodeScalar(byte)) : "\\x" + hex(byte >> 4) + hex(byte & 15)
            guard text.utf8.count + next.utf8.count <= limit else { return text + "..." }
            text += next
        }
        return text
    }

    private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }
}
