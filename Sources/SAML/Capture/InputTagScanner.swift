/// Walks over the `<input>` tags of a page, once from begin to end. Knows of HTML what a form that posts itself needs.
struct InputTagScanner {
    private let page: [UInt8]
    private var position = 0

    init(_ page: [UInt8]) { self.page = page }

    /// The attributes of the next tag, the first of each name, with character references resolved.
    mutating func next() -> [String: [UInt8]]? {
        let begin = Array("<input".utf8)
        while position + begin.count < page.count {
            if page[position...].prefix(begin.count).lazy.map(\.lowercased).elementsEqual(begin) {
                position += begin.count
                return attributes()
            }
            position += 1
        }
        return nil
    }

    /// Reads up to and including the tag's `>`.
    private mutating func attributes() -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        skipBlanks()
        while position < page.count, page[position] != UInt8(ascii: ">") {
            let name = take { !$0.isBlank && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }
            skipBlanks()
            guard position < page.count, page[position] == UInt8(ascii: "=") else {
                if name.isEmpty { position += 1 }
                continue
            }
            position += 1
            skipBlanks()
            let key = String(decoding: name.map(\.lowercased), as: UTF8.self)
            let value = Self.resolve(self.value())
            if found[key] == nil { found[key] = value }
            skipBlanks()
        }
        return found
    }

    private mutating func value() -> ArraySlice<UInt8> {
        guard position < page.count else { return [] }
        let quote = page[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return take { !$0.isBlank && $0 != UInt8(ascii: ">") }
        }
        position += 1
        let value = take { $0 != quote }
        position += 1
        return value
    }

    private mutating func take(while holds: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let taken = page[min(position, page.count)...].prefix(while: holds)
        position += taken.count
        return taken
    }

    private mutating func skipBlanks() { _ = take(while: \.isBlank) }

    /// `value` with every character reference resolved that base64 can stand for: numbers, and the names of `+`, `/`, `=`.
    private static func resolve(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var resolved: [UInt8] = []
        resolved.reserveCapacity(value.count)
        var rest = value
        while let octet = rest.popFirst() {
            if octet == UInt8(ascii: "&"), let end = rest.prefix(10).firstIndex(of: UInt8(ascii: ";")),
                let character = character(named: String(decoding: rest[..<end], as: UTF8.self))
            {
                resolved.append(character)
                rest = rest[(end + 1)...]
            } else {
                resolved.append(octet)
            }
        }
        return resolved
    }

    private static func character(named name: String) -> UInt8? {
        switch name {
        case "plus": UInt8(ascii: "+")
        case "sol": UInt8(ascii: "/")
        case "equals": UInt8(ascii: "=")
        default:
            if name.lowercased().hasPrefix("#x") {
                UInt8(name.dropFirst(2), radix: 16)
            } else {
                name.hasPrefix("#") ? UInt8(name.dropFirst()) : nil
            }
        }
    }
}

extension UInt8 {
    /// The same octet, a letter of ASCII in lower case.
    var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
