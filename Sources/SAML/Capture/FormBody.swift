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
        guard let decoded = FormEncoding.decode(values[0]) else { throw .badEncoding }
        return decoded
    }

    /// A value that was copied without its name: one word of base64 with `%XX` in it.
    private static func value(
        _ words: [ArraySlice<UInt8>], isMentioned: Bool
    ) throws(CaptureError) -> [UInt8]? {
        guard !isMentioned else { throw .noResponse(in: .form) }
        guard words.count == 1, words[0].contains(UInt8(ascii: "%")) else { return nil }
        return FormEncoding.decode(words[0])
    }
}
