import CXMLSec
import Glibc

/// The text inside an element.
enum TextContent: Equatable {
    /// Nothing at all.
    case empty
    /// Exactly one run of character data.
    case plain(String)
    /// Child elements or anything else beside one run of character data.
    case mixed

    /// The text, when it is exactly one run.
    var value: String? {
        if case .plain(let value) = self { value } else { nil }
    }
}

/// An element of an ``XMLDocument``, which it keeps alive.
@safe struct XMLElement {
    /// libxml2's node, for xmlsec.
    @unsafe let node: xmlNodePtr
    let document: XMLDocument

    /// - Parameter node: an element node of `document`'s tree.
    init(node: xmlNodePtr, document: XMLDocument) {
        unsafe self.node = unsafe node
        self.document = document
    }

    // SAFETY, for all of this type: `node` is an element of the tree that `document` owns; the tree's shape
    // and strings do not change while it is alive, and every C string of libxml2 ends in NUL.

    /// Whether this is the element `name` of exactly that namespace.
    func matches(_ name: XMLName) -> Bool { unsafe Self.matches(node, name) }

    private static func matches(_ node: xmlNodePtr, _ name: XMLName) -> Bool {
        guard unsafe node.pointee.type == XML_ELEMENT_NODE, let space = unsafe node.pointee.ns,
            let uri = unsafe space.pointee.href
        else { return false }
        return unsafe equal(node.pointee.name, name.local) && equal(uri, name.namespace)
    }

    @inline(__always)
    private static func equal(_ text: UnsafePointer<UInt8>, _ other: StaticString) -> Bool {
        unsafe text.pointee == other.utf8Start.pointee
            && strcmp(
                UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self),
                UnsafeRawPointer(other.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }

    /// Whether both are the same node of the same tree.
    func isSame(as other: XMLElement) -> Bool { unsafe node == other.node }

    /// The name as a person would write it, for messages.
    var displayName: String { unsafe String(cString: node.pointee.name) }

    /// The child elements, in document order.
    var children: [XMLElement] {
        var found: [XMLElement] = []
        var next = unsafe node.pointee.children
        while let child = unsafe next {
            if unsafe child.pointee.type == XML_ELEMENT_NODE {
                found.append(unsafe XMLElement(node: child, document: document))
            }
            unsafe next = unsafe child.pointee.next
        }
        return found
    }

    /// The child elements called `name`.
    func children(_ name: XMLName) -> [XMLElement] {
        var found: [XMLElement] = []
        var next = unsafe node.pointee.children
        while let child = unsafe next {
            if unsafe Self.matches(child, name) {
                found.append(unsafe XMLElement(node: child, document: document))
            }
            unsafe next = unsafe child.pointee.next
        }
        return found
    }

    /// The only child called `name`; `nil` when there is none or more than one.
    func onlyChild(_ name: XMLName) -> XMLElement? {
        var found: xmlNodePtr?
        var next = unsafe node.pointee.children
        while let child = unsafe next {
            if unsafe Self.matches(child, name) {
                if unsafe found != nil { return nil }
                unsafe found = unsafe child
            }
            unsafe next = unsafe child.pointee.next
        }
        return unsafe found.map { unsafe XMLElement(node: $0, document: document) }
    }

    /// The element around this one.
    var parent: XMLElement? {
        guard let up = unsafe node.pointee.parent, unsafe up.pointee.type == XML_ELEMENT_NODE else {
            return nil
        }
        return unsafe XMLElement(node: up, document: document)
    }

    /// Every element called `name` at any depth below this one, in document order.
    func descendants(_ name: XMLName) -> [XMLElement] {
        var found: [XMLElement] = []
        var next = unsafe node.pointee.children
        while let here = unsafe next {
            if unsafe Self.matches(here, name) {
                found.append(unsafe XMLElement(node: here, document: document))
            }
            if unsafe here.pointee.type == XML_ELEMENT_NODE, let child = unsafe here.pointee.children {
                unsafe next = unsafe child
                continue
            }
            var up = unsafe here
            while unsafe up.pointee.next == nil, unsafe up != node { unsafe up = unsafe up.pointee.parent }
            unsafe next = unsafe up == node ? nil : up.pointee.next
        }
        return found
    }

    /// The attribute node called `local` in no namespace.
    @unsafe func rawAttribute(_ local: StaticString) -> xmlAttrPtr? {
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            if unsafe attribute.pointee.ns == nil,
                unsafe xmlStrEqual(attribute.pointee.name, local.utf8Start) == 1
            {
                return unsafe attribute
            }
            unsafe next = unsafe attribute.pointee.next
        }
        return nil
    }

    /// The value of the attribute `local` in no namespace.
    func attribute(_ local: StaticString) -> String? {
        guard let attribute = unsafe rawAttribute(local) else { return nil }
        return unsafe Self.value(of: attribute)
    }

    /// Whether `xsi:nil` says that this element has no value.
    var isNil: Bool {
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            if let space = unsafe attribute.pointee.ns,
                unsafe xmlStrEqual(space.pointee.href, Namespace.schemaInstance.utf8Start) == 1,
                unsafe xmlStrEqual(attribute.pointee.name, ("nil" as StaticString).utf8Start) == 1
            {
                let value = unsafe Self.value(of: attribute)
                return value == "true" || value == "1"
            }
            unsafe next = unsafe attribute.pointee.next
        }
        return false
    }

    private static func value(of attribute: xmlAttrPtr) -> String? {
        guard let child = unsafe attribute.pointee.children else { return "" }
        guard unsafe child.pointee.next == nil, unsafe child.pointee.type == XML_TEXT_NODE,
            let content = unsafe child.pointee.content
        else { return nil }
        return unsafe String(cString: content)
    }

    /// The element's character data.
    var content: TextContent {
        guard let child = unsafe node.pointee.children else { return .empty }
        guard unsafe child.pointee.next == nil, unsafe child.pointee.type == XML_TEXT_NODE,
            let content = unsafe child.pointee.content
        else { return .mixed }
        return .plain(unsafe String(cString: content))
    }
}
