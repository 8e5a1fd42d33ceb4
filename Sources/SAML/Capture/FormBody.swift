/// A form that was posted as `application/x-www-form-urlencoded`, wherever it stands in a text: alone, after the headers of
/// its request, or quoted within a command line.
enum FormBody {
    private static let field = Array("SAMLResponse".utf8)

    /// The value of the only field `SAMLResponse`, decoded; `nil` when the text is not about that field at all.
    static func response(in text: ArraySlice<UInt8>) throws(CaptureError) -> [UInt8]? {
        // A form has neither white space nor quotes in it, and a URL's query is not one.
        let words = text.split { $0.isBlank || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") }
        var values: [ArraySlice<UInt8>] = []
        var isMentioned = false
        for word in words {
            let fields = word.split(separator: UInt8(ascii: "&")).map {
                $0.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            }
            let found = fields.filter { $0[0].elementsEqual(field) }
            isMentioned = isMentioned || !found.isEmpty
            if word.contains(UInt8(ascii: "?")) { continue }
            values += found.compactMap { $0.count == 2 ? $0[1] : nil }
        }
        if values.isEmpty { return try value(words, isMentioned: isMentioned) }
        guard values.count == 1 else { throw .severalFields(in: .form, count: values.count) }
        guard let decoded = decode(values[0], plusIsSpace: true) else { throw .badEncoding }
        return decoded
    }

    /// A value that was copied without its name: one word of base64 with `%XX` in it.
    private static func value(
        _ words: [ArraySlice<UInt8>], isMentioned: Bool
    ) throws(CaptureError) -> [UInt8]? {
        guard !isMentioned else { throw .noResponse(in: .form) }
        guard words.count == 1, words[0].contains(UInt8(ascii: "%")) else { return nil }
        return decode(words[0], plusIsSpace: true)
    }

    /// `%XX` is an octet; `nil` for any other use of `%`.
    static func decode(_ octets: ArraySlice<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(octets.count)
        var rest = octets.makeIterator()
        while let octet = rest.next() {
            if octet == UInt8(ascii: "%") {
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else {
                    return nil
                }
                decoded.append(high << 4 | low)
            } else {
                decoded.append(plusIsSpace && octet == UInt8(ascii: "+") ? UInt8(ascii: " ") : octet)
            }
        }
        return decoded
    }

    private static func digit(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x30...0x39: octet - 0x30
        case 0x41...0x46: octet - 0x41 + 10
        case 0x61...0x66: octet - 0x61 + 10
        default: nil
        }
    }
}
