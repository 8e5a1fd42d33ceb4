/// Text from outside as it may reach a terminal or the log: valid UTF-8 without control characters.
struct ShownText: Equatable {
    /// Safe to show.
    let text: String

    /// Each control character, C1 ones included, becomes `?`; invalid UTF-8 becomes U+FFFD.
    init(_ bytes: some Sequence<UInt8>) {
        var shown: [UInt8] = []
        var previous: UInt8 = 0
        for byte in bytes {
            let isControl = byte < 0x20 || byte == 0x7F || (previous == 0xC2 && (0x80...0x9F).contains(byte))
            if isControl, byte >= 0x80 { shown.removeLast() }
            shown.append(isControl ? UInt8(ascii: "?") : byte)
            previous = byte
        }
        text = String(decoding: shown, as: UTF8.self)
    }

    /// The same in lines.
    init(lines bytes: some Sequence<UInt8>) {
        var lines = ""
        for line in [UInt8](bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            lines += (lines.utf8.isEmpty ? "" : "\n") + ShownText(line).text
        }
        text = lines
    }

    /// Only printable ASCII without spaces, such as an address or a reference; nil for anything else.
    init?(token bytes: [UInt8]) {
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }
}
