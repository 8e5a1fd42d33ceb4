/// What is no whole value of the kind that is read.
struct Malformed: Error {}

/// What can be told to another process: every part of it in turn, a number as eight octets, the most significant first, a
/// list or a text after the number of its parts or octets, something that may be absent as a list of one or none.
protocol Carried {
    func write(to octets: inout [UInt8])
    /// Takes one value from the beginning of `octets`.
    init(from octets: inout ArraySlice<UInt8>) throws(Malformed)
}

extension Carried {
    /// The one value that is all of `octets`.
    init(wholeOf octets: [UInt8]) throws(Malformed) {
        var rest = octets[...]
        try self.init(from: &rest)
        guard rest.isEmpty else { throw Malformed() }
    }
}

extension Int64: Carried {
    func write(to octets: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            octets.append(UInt8(truncatingIfNeeded: self >> shift))
        }
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        guard octets.count >= 8 else { throw Malformed() }
        self = octets.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
        octets.removeFirst(8)
    }
}

extension UInt8: Carried {
    func write(to octets: inout [UInt8]) { octets.append(self) }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        guard let first = octets.popFirst() else { throw Malformed() }
        self = first
    }
}

extension Bool: Carried {
    func write(to octets: inout [UInt8]) { octets.append(self ? 1 : 0) }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        switch try UInt8(from: &octets) {
        case 0: self = false
        case 1: self = true
        default: throw Malformed()
        }
    }
}

extension Array: Carried where Element: Carried {
    func write(to octets: inout [UInt8]) {
        Int64(count).write(to: &octets)
        for element in self { element.write(to: &octets) }
    }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        // Every element takes an octet at least, so that nothing is made that was not sent.
        let count = try Int64(from: &octets)
        guard count >= 0, count <= octets.count else { throw Malformed() }
        self = []
        for _ in 0..<count { append(try Element(from: &octets)) }
    }
}

extension Optional: Carried where Wrapped: Carried {
    func write(to octets: inout [UInt8]) { (map { [$0] } ?? []).write(to: &octets) }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        let list = try [Wrapped](from: &octets)
        guard list.count <= 1 else { throw Malformed() }
        self = list.first
    }
}

extension String: Carried {
    func write(to octets: inout [UInt8]) { Array(utf8).write(to: &octets) }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        guard let text = String(validating: try [UInt8](from: &octets), as: UTF8.self) else {
            throw Malformed()
        }
        self = text
    }
}

extension Carried where Self: RawRepresentable, RawValue == String {
    func write(to octets: inout [UInt8]) { rawValue.write(to: &octets) }

    init(from octets: inout ArraySlice<UInt8>) throws(Malformed) {
        guard let value = Self(rawValue: try String(from: &octets)) else { throw Malformed() }
        self = value
    }
}

extension Weakness: Carried {}
extension RuleCode: Carried {}
