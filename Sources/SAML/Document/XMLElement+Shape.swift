internal import CXMLSec

/// What a grammar asks of an element, without a copy of anything.
extension XMLElement {
    // SAFETY, for all of this extension: as for all of XMLElement.

    /// The first child element.
    var firstChild: XMLElement? {
        guard let child = unsafe node.pointee.children else { return nil }
        return unsafe element(from: child)
    }

    /// The next element beside this one.
    var nextSibling: XMLElement? {
        guard let sibling = unsafe node.pointee.next else { return nil }
        return unsafe element(from: sibling)
    }

    private func element(from first: xmlNodePtr) -> XMLElement? {
        var next: xmlNodePtr? = unsafe first
        while let here = unsafe next {
            if unsafe here.pointee.type == XML_ELEMENT_NODE {
                return unsafe XMLElement(node: here, document: document)
            }
            unsafe next = unsafe here.pointee.next
        }
        return nil
    }

    /// Whether anything but elements and white space stands directly in this element.
    var holdsText: Bool {
        var next = unsafe node.pointee.children
        while let child = unsafe next {
            let isElement = unsafe child.pointee.type == XML_ELEMENT_NODE
            let isText = unsafe child.pointee.type == XML_TEXT_NODE
            guard unsafe isElement || isText && xmlIsBlankNode(child) == 1 else { return true }
            unsafe next = unsafe child.pointee.next
        }
        return false
    }

    /// Whether the attribute `local` in no namespace is there.
    func hasAttribute(_ local: StaticString) -> Bool { unsafe rawAttribute(local) != nil }

    /// The name of the first attribute in no namespace that is neither in `one` nor in `other`.
    func firstAttribute(notIn one: [StaticString], nor other: [StaticString]) -> String? {
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            if unsafe attribute.pointee.ns == nil {
                let name = unsafe attribute.pointee.name
                let isKnown = { (known: StaticString) in unsafe xmlStrEqual(name, known.utf8Start) == 1 }
                if !one.contains(where: isKnown), !other.contains(where: isKnown) {
                    return unsafe name.map { unsafe String(cString: $0) } ?? ""
                }
            }
            unsafe next = unsafe attribute.pointee.next
        }
        return nil
    }

    /// The name of the first attribute in a namespace, but for those that say where a schema can be found.
    var firstForeignAttribute: String? {
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            if let space = unsafe attribute.pointee.ns {
                let name = unsafe String(cString: attribute.pointee.name)
                let isHint = name == "schemaLocation" || name == "noNamespaceSchemaLocation"
                let isSchema = unsafe xmlStrEqual(space.pointee.href, Namespace.schemaInstance.utf8Start) == 1
                if !(isSchema && isHint) { return name }
            }
            unsafe next = unsafe attribute.pointee.next
        }
        return nil
    }
}
