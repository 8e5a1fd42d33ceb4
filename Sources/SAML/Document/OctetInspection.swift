import Glibc

/// What is refused on the bare octets, before the XML parser sees any of them.
enum OctetInspection {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Refuses oversized input, other encodings than UTF-8, NUL, XML other than 1.0, document types, entities
    /// and, unless `limits` tolerate them, comments and processing instructions.
    static func inspect(_ octets: [UInt8], limits: DocumentLimits) throws(ParseRefusal) {
        guard octets.count <= limits.size else {
            throw ParseRefusal(
                .parse01, expected: "at most \(limits.size) octets", found: "\(octets.count) octets")
        }
        guard !octets.isEmpty else {
            throw ParseRefusal(.parse12, expected: "one root element", found: "no octets at all")
        }
        guard (try? UTF8Span(validating: octets.span)) != nil else {
            throw ParseRefusal(.parse03, expected: "UTF-8", found: "octets that are not UTF-8")
        }
        guard firstIndex(of: 0, in: octets, from: 0) == nil else {
            throw ParseRefusal(.parse03, expected: "no NUL", found: "a NUL octet")
        }
        let start = octets.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        let body = try skipDeclaration(octets, from: start)
        try inspectMarkup(octets, from: body, limits: limits)
    }

    /// Refuses every `<!` that does not open a CDATA section, every `<?`, and every tag with more attributes than an
    /// element may have: libxml2 compares each with each, so they have to be counted before it sees them.
    private static func inspectMarkup(
        _ octets: [UInt8], from start: Int, limits: DocumentLimits
    ) throws(ParseRefusal) {
        var next = firstIndex(of: UInt8(ascii: "<"), in: octets, from: start)
        while let index = next, index + 1 < octets.count {
            let following = firstIndex(of: UInt8(ascii: "<"), in: octets, from: index + 1)
            if octets[index + 1] == UInt8(ascii: "!") {
                let rest = octets[(index + 2)...]
                if rest.starts(with: "--".utf8) {
                    guard limits.allowsComments else {
                        throw ParseRefusal(
                            .parse08, expected: "no comment", found: "a comment at octet \(index)")
                    }
                } else if !rest.starts(with: "[CDATA[".utf8) {
                    let name = rest.prefix(16).prefix { (0x41...0x5A).contains($0) }
                    throw ParseRefusal(
                        .parse04, expected: "no document type and no entity",
                        found: "<!\(String(decoding: name, as: UTF8.self)) at octet \(index)")
                }
            } else if octets[index + 1] == UInt8(ascii: "?"), !limits.allowsComments {
                throw ParseRefusal(
                    .parse08, expected: "no processing instruction",
                    found: "a processing instruction at octet \(index)")
            } else if !isBounded(
                tagAt: index, before: following ?? octets.count, in: octets,
                limit: limits.attributes + limits.namespaces)
            {
                throw ParseRefusal(
                    .parse10, expected: "at most \(limits.attributes) attributes on an element",
                    found: "more in the tag at octet \(index)")
            }
            next = following
        }
    }

    /// Whether the tag has at most `limit` equals signs outside its quotes. The next `<`, at `end`, ends it, as it may
    /// stand nowhere else.
    private static func isBounded(tagAt start: Int, before end: Int, in octets: [UInt8], limit: Int) -> Bool {
        // Few equals signs in and outside of quotes, up to the next tag, are few outside.
        if end - start <= limit { return true }
        var signs = 0
        var place = start
        while let next = firstIndex(of: UInt8(ascii: "="), in: octets, from: place, before: end) {
            signs += 1
            place = next + 1
        }
        if signs <= limit { return true }
        var count = 0
        var quote: UInt8?
        for octet in octets[(start + 1)..<end] {
            if let open = quote {
                if octet == open { quote = nil }
                continue
            }
            switch octet {
            case UInt8(ascii: ">"): return true
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = octet
            case UInt8(ascii: "="):
                count += 1
                if count > limit { return false }
            default: break
            }
        }
        return true
    }

    /// - Parameter end: where to stop looking, inside `octets`; their end when absent.
    private static func firstIndex(
        of byte: UInt8, in octets: [UInt8], from start: Int, before end: Int? = nil
    ) -> Int? {
        let end = min(end ?? octets.count, octets.count)
        guard start < end else { return nil }
        // SAFETY: looks at no octet outside the array, which is not changed meanwhile.
        return unsafe octets.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, Int32(byte), end - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// Where the document goes on after an XML declaration that says nothing but version 1.0 and UTF-8.
    private static func skipDeclaration(_ octets: [UInt8], from start: Int) throws(ParseRefusal) -> Int {
        let opening = Array("<?xml".utf8)
        guard octets[start...].starts(with: opening) else { return start }
        let window = octets[(start + opening.count)...].prefix(200)
        guard let close = window.firstIndex(of: UInt8(ascii: ">")), octets[close - 1] == UInt8(ascii: "?")
        else {
            throw ParseRefusal(.parse03, expected: "an XML declaration", found: "one that does not end")
        }
        let text = String(decoding: octets[(start + opening.count)..<(close - 1)], as: UTF8.self)
        // name="value" pairs: splitting at the quotes leaves names at even and values at odd places.
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }.map(String.init)
        var pairs: [(name: String, value: String)] = []
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            pairs.append((parts[index].filter { !$0.isWhitespace }, parts[index + 1]))
        }
        let encoding = pairs.first { $0.name == "encoding=" }?.value ?? "UTF-8"
        guard pairs.first?.name == "version=", pairs.first?.value == "1.0" else {
            throw ParseRefusal(.parse03, expected: "XML 1.0", found: "<?xml\(text)?>")
        }
        guard encoding.lowercased() == "utf-8" else {
            throw ParseRefusal(.parse03, expected: "UTF-8", found: encoding)
        }
        return close + 1
    }
}
