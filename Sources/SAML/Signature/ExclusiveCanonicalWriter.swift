import CXMLSec
import Glibc

/// Writes an element by Exclusive XML Canonicalization 1.0 without comments.
///
/// What it writes is not trusted: the octets count only when the signer's digest covers them, and then they are parsed
/// again. A mistake here could refuse a good message, never accept a bad one.
@safe struct ExclusiveCanonicalWriter: ~Copyable {
    private var output: OctetBuffer
    private let omitted: xmlNodePtr?
    private let prefixes: [String]
    /// Declarations that the elements around the current one wrote, the innermost last.
    private var declared: [xmlNsPtr?] = unsafe []
    /// Attributes of the current element, sorted.
    private var attributes: [xmlAttrPtr] = unsafe []

    // SAFETY, for all of this type: nodes belong to a tree that the caller keeps alive and unchanged, every C string of
    // libxml2 ends in NUL, and the recursion is bounded by the depth limit of the document.

    /// The canonical octets of `top` but `omitted`; `nil` when there is something in it that has no canonical form here.
    /// - Parameter prefixes: written wherever they are declared; `#default` is the default namespace.
    static func octets(of top: xmlNodePtr, without omitted: xmlNodePtr?, prefixes: [String]) -> [UInt8]? {
        guard unsafe top != omitted else { return nil }
        var writer = unsafe ExclusiveCanonicalWriter(omitted: omitted, prefixes: prefixes)
        guard unsafe writer.write(top, isTop: true) else { return nil }
        return writer.output.octets
    }

    private init(omitted: xmlNodePtr?, prefixes: [String]) {
        output = OctetBuffer(capacity: 8192)
        unsafe self.omitted = unsafe omitted
        self.prefixes = prefixes
    }

    private mutating func write(_ element: xmlNodePtr, isTop: Bool) -> Bool {
        let outer = unsafe declared.count
        unsafe declare(element.pointee.ns, above: outer)
        unsafe attributes.removeAll(keepingCapacity: true)
        var next = unsafe element.pointee.properties
        while let attribute = unsafe next {
            unsafe sortIn(attribute)
            if let space = unsafe attribute.pointee.ns, unsafe !isXML(space) {
                unsafe declare(space, above: outer)
            }
            unsafe next = unsafe attribute.pointee.next
        }
        if !prefixes.isEmpty { unsafe declareListed(element, isTop: isTop, above: outer) }

        output.append(UInt8(ascii: "<"))
        unsafe writeName(element.pointee.ns, element.pointee.name)
        for index in unsafe outer..<declared.count { unsafe writeDeclaration(declared[index]) }
        for index in unsafe attributes.indices {
            guard unsafe writeAttribute(attributes[index]) else { return false }
        }
        output.append(UInt8(ascii: ">"))
        guard unsafe writeChildren(of: element) else { return false }
        unsafe output.append("</")
        unsafe writeName(element.pointee.ns, element.pointee.name)
        output.append(UInt8(ascii: ">"))
        unsafe declared.removeLast(declared.count - outer)
        return true
    }

    private mutating func writeChildren(of element: xmlNodePtr) -> Bool {
        var next = unsafe element.pointee.children
        while let node = unsafe next {
            switch unsafe node.pointee.type {
            case XML_ELEMENT_NODE:
                guard unsafe node == omitted || write(node, isTop: false) else { return false }
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let content = unsafe node.pointee.content { unsafe writeText(content) }
            case XML_COMMENT_NODE: break
            case XML_PI_NODE: unsafe writeInstruction(node)
            default: return false
            }
            unsafe next = unsafe node.pointee.next
        }
        return true
    }

    // MARK: Namespaces

    /// Notes that `space` is to be declared, unless an element around this one already did; `nil` is no namespace.
    private mutating func declare(_ space: xmlNsPtr?, above outer: Int) {
        var index = unsafe declared.count
        while index > 0 {
            index -= 1
            let other = unsafe declared[index]
            if unsafe other == space { return }
            if unsafe Self.equal(Self.prefix(of: other), Self.prefix(of: space)) {
                if unsafe Self.equal(Self.name(of: other), Self.name(of: space)) { return }
                return unsafe insert(space, above: outer)
            }
        }
        // Without a default namespace around it there is none to undo.
        if unsafe Self.prefix(of: space) == nil, unsafe Self.name(of: space) == nil { return }
        unsafe insert(space, above: outer)
    }

    private mutating func insert(_ space: xmlNsPtr?, above outer: Int) {
        var place = unsafe declared.count
        while place > outer,
            unsafe Self.order(Self.prefix(of: declared[place - 1]), Self.prefix(of: space)) > 0
        {
            place -= 1
        }
        unsafe declared.insert(space, at: place)
    }

    /// Declares what the prefix list asks for: at the top all that is in scope, below it what an element declares.
    private mutating func declareListed(_ element: xmlNodePtr, isTop: Bool, above outer: Int) {
        for index in prefixes.indices {
            let listed = prefixes[index]
            var scope: xmlNodePtr? = unsafe element
            var found = false
            while !found, let here = unsafe scope, unsafe here.pointee.type == XML_ELEMENT_NODE {
                var next = unsafe here.pointee.nsDef
                while let space = unsafe next {
                    let isListed = unsafe space.pointee.prefix.map { unsafe xmlStrEqual($0, listed) == 1 }
                    if isListed ?? (listed == "#default") {
                        unsafe declare(space, above: outer)
                        found = true
                    }
                    unsafe next = unsafe space.pointee.next
                }
                unsafe scope = isTop ? unsafe here.pointee.parent : nil
            }
        }
    }

    private static func prefix(of space: xmlNsPtr?) -> UnsafePointer<UInt8>? { unsafe space?.pointee.prefix }

    /// The namespace's name; `nil` for no namespace.
    private static func name(of space: xmlNsPtr?) -> UnsafePointer<UInt8>? {
        guard let name = unsafe space?.pointee.href, unsafe name.pointee != 0 else { return nil }
        return unsafe name
    }

    private static func equal(_ left: UnsafePointer<UInt8>?, _ right: UnsafePointer<UInt8>?) -> Bool {
        unsafe xmlStrEqual(left, right) == 1
    }

    /// Negative when `left` comes first. Nothing comes before everything.
    private static func order(_ left: UnsafePointer<UInt8>?, _ right: UnsafePointer<UInt8>?) -> Int32 {
        unsafe xmlStrcmp(left, right)
    }

    /// Whether `space` is the one of `xml:`, which is never declared.
    private func isXML(_ space: xmlNsPtr) -> Bool {
        unsafe Self.equal(space.pointee.prefix, ("xml" as StaticString).utf8Start)
    }

    // MARK: Markup

    private mutating func writeName(_ space: xmlNsPtr?, _ local: UnsafePointer<UInt8>) {
        if let prefix = unsafe Self.prefix(of: space) {
            unsafe output.append(prefix)
            output.append(UInt8(ascii: ":"))
        }
        unsafe output.append(local)
    }

    private mutating func writeDeclaration(_ space: xmlNsPtr?) {
        unsafe output.append(" xmlns")
        if let prefix = unsafe Self.prefix(of: space) {
            output.append(UInt8(ascii: ":"))
            unsafe output.append(prefix)
        }
        unsafe output.append("=\"")
        if let name = unsafe Self.name(of: space) { unsafe writeValue(name) }
        output.append(UInt8(ascii: "\""))
    }

    /// Puts `attribute` where it belongs: by namespace name, those without one first, then by local name.
    private mutating func sortIn(_ attribute: xmlAttrPtr) {
        var place = unsafe attributes.count
        while place > 0 {
            let other = unsafe attributes[place - 1]
            let bySpace = unsafe Self.order(
                Self.name(of: other.pointee.ns), Self.name(of: attribute.pointee.ns))
            let isBehind =
                unsafe bySpace > 0
                || bySpace == 0 && xmlStrcmp(other.pointee.name, attribute.pointee.name) > 0
            if !isBehind { break }
            place -= 1
        }
        unsafe attributes.insert(attribute, at: place)
    }

    private mutating func writeAttribute(_ attribute: xmlAttrPtr) -> Bool {
        output.append(UInt8(ascii: " "))
        unsafe writeName(attribute.pointee.ns, attribute.pointee.name)
        unsafe output.append("=\"")
        var next = unsafe attribute.pointee.children
        while let node = unsafe next {
            guard unsafe node.pointee.type == XML_TEXT_NODE else { return false }
            if let content = unsafe node.pointee.content { unsafe writeValue(content) }
            unsafe next = unsafe node.pointee.next
        }
        output.append(UInt8(ascii: "\""))
        return true
    }

    private mutating func writeInstruction(_ node: xmlNodePtr) {
        unsafe output.append("<?")
        unsafe output.append(node.pointee.name)
        if let content = unsafe node.pointee.content, unsafe content.pointee != 0 {
            output.append(UInt8(ascii: " "))
            unsafe write(content) { $0 == 0x0D ? "&#xD;" : nil }
        }
        unsafe output.append("?>")
    }

    private mutating func writeText(_ text: UnsafePointer<UInt8>) {
        unsafe write(text) { octet in
            switch octet {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case 0x0D: "&#xD;"
            default: nil
            }
        }
    }

    private mutating func writeValue(_ text: UnsafePointer<UInt8>) {
        unsafe write(text) { octet in
            switch octet {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: "\""): "&quot;"
            case 0x09: "&#x9;"
            case 0x0A: "&#xA;"
            case 0x0D: "&#xD;"
            default: nil
            }
        }
    }

    /// Writes a C string, its octets replaced where `reference` says so. Letters and all beyond are never replaced.
    @inline(__always)
    private mutating func write(_ text: UnsafePointer<UInt8>, _ reference: (UInt8) -> StaticString?) {
        var start = unsafe text
        var here = unsafe text
        while true {
            let octet = unsafe here.pointee
            if octet <= UInt8(ascii: ">") {
                let replaced = reference(octet)
                if octet == 0 || replaced != nil {
                    unsafe output.append(start, count: here - start)
                    if octet == 0 { return }
                    if let replaced { output.append(replaced) }
                    unsafe start = unsafe here + 1
                }
            }
            unsafe here += 1
        }
    }
}
