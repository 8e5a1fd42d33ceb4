/// A document as pieces of text: what nobody changes is written back octet for octet, so that its signature holds.
struct Markup: Sendable {
    /// An element; the values of its attributes are raw, as they were written.
    struct Element: Sendable {
        var name: String
        var attributes: [(name: String, value: String)]
        var children: [Child]

        func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

        mutating func set(_ name: String, _ value: String) {
            if let index = attributes.firstIndex(where: { $0.name == name }) {
                attributes[index].value = value
            } else {
                attributes.append((name, value))
            }
        }

        /// What follows the prefix.
        var localName: Substring { name.split(separator: ":").last ?? "" }
    }

    enum Child: Sendable {
        case element(Element)
        /// Character data, a comment, a CDATA section or a processing instruction, as written.
        case raw(String)

        var element: Element? {
            if case .element(let element) = self { element } else { nil }
        }
    }

    /// The way from the root to an element: an index among the children at each step.
    typealias Path = [Int]

    var before = ""
    var root: Element
    var after = ""

    /// Reads what libxml2 writes; anything else is a mistake of the test.
    init(_ xml: String) {
        var reader = MarkupReader(octets: Array(xml.utf8))
        before = reader.text(upTo: { $0.isStartOfElement })
        root = reader.element()
        after = reader.text(upTo: { _ in false })
    }

    /// The document's text.
    var text: String {
        var text = before
        Self.write(root, to: &text)
        return text + after
    }

    static func write(_ element: Element, to text: inout String) {
        text += "<" + element.name
        for attribute in element.attributes { text += " " + attribute.name + "=\"" + attribute.value + "\"" }
        if element.children.isEmpty {
            text += "/>"
            return
        }
        text += ">"
        for child in element.children {
            switch child {
            case .element(let element): write(element, to: &text)
            case .raw(let raw): text += raw
            }
        }
        text += "</" + element.name + ">"
    }

    /// All elements in document order, the root first.
    var paths: [Path] {
        var found: [Path] = []
        Self.collect(root, at: [], into: &found)
        return found
    }

    private static func collect(_ element: Element, at path: Path, into found: inout [Path]) {
        found.append(path)
        for (index, child) in element.children.enumerated() {
            if case .element(let element) = child { collect(element, at: path + [index], into: &found) }
        }
    }

    /// The elements with this local name.
    func paths(named name: String) -> [Path] { paths.filter { self[$0].localName == name } }

    subscript(path: Path) -> Element {
        get { path.reduce(root) { $0.children[$1].element! } }
        set { Self.replace(in: &root, path[...], by: newValue) }
    }

    private static func replace(in element: inout Element, _ path: ArraySlice<Int>, by new: Element) {
        guard let step = path.first else {
            element = new
            return
        }
        var child = element.children[step].element!
        replace(in: &child, path.dropFirst(), by: new)
        element.children[step] = .element(child)
    }

    /// Takes the element out; the root stays.
    mutating func remove(_ path: Path) {
        guard let last = path.last else { return }
        self[Array(path.dropLast())].children.remove(at: last)
    }

    /// Puts `child` before the child number `index` of the element at `parent`, or after all of them.
    mutating func insert(_ child: Child, in parent: Path, at index: Int) {
        var element = self[parent]
        element.children.insert(child, at: min(index, element.children.count))
        self[parent] = element
    }
}

/// The reader of ``Markup``.
private struct MarkupReader {
    let octets: [UInt8]
    var position = 0

    mutating func text(upTo isEnd: (ArraySlice<UInt8>) -> Bool) -> String {
        let start = position
        while position < octets.count, !isEnd(octets[position...]) { position += 1 }
        return String(decoding: octets[start..<position], as: UTF8.self)
    }

    private mutating func word() -> String {
        text { [0x20, 0x2F, 0x3D, 0x3E].contains($0.first!) }
    }

    /// The element that starts here.
    mutating func element() -> Markup.Element {
        position += 1
        var element = Markup.Element(name: word(), attributes: [], children: [])
        while octets[position] == 0x20 {
            position += 1
            let name = word()
            position += 2
            element.attributes.append((name, text { $0.first == 0x22 }))
            position += 1
        }
        if octets[position] == 0x2F {
            position += 2
            return element
        }
        position += 1
        while !octets[position...].starts(with: [0x3C, 0x2F]) {
            if octets[position...].isStartOfElement {
                element.children.append(.element(self.element()))
            } else {
                element.children.append(.raw(text { $0.isStartOfElement || $0.starts(with: [0x3C, 0x2F]) }))
            }
        }
        _ = text { $0.first == 0x3E }
        position += 1
        return element
    }
}

extension ArraySlice<UInt8> {
    fileprivate var isStartOfElement: Bool {
        guard count > 1, self[startIndex] == 0x3C else { return false }
        let next = self[startIndex + 1]
        return next != 0x21 && next != 0x2F && next != 0x3F
    }
}
