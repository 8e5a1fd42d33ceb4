/// The text of one TXT record: its strings, concatenated (RFC 1035, 3.3.14). Bytes, not characters: NUL and
/// bytes outside ASCII are kept as they are.
struct TXTRecord: Sendable, Hashable {
    let text: [UInt8]

    /// Reads rdata: one or more strings, each a length byte and that many bytes, with nothing left over.
    ///
    /// - Returns: `nil` for anything else, so that a malformed record never matches.
    init?(rdata: [UInt8]) {
        guard !rdata.isEmpty else { return nil }
        var text: [UInt8] = []
        var position = 0
        while position < rdata.count {
            let start = position + 1
            let end = start + Int(rdata[position])
            guard end <= rdata.count else { return nil }
            text += rdata[start..<end]
            position = end
        }
        self.text = text
    }
}
