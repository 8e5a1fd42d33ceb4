import CXMLSec
import Glibc

/// What is refused in the parsed tree, in one walk over it.
@safe struct DocumentInspection {
    private let limits: DocumentLimits
    private var elements = 0
    private var identifiers = IdentifierSet()
    /// The namespace that was looked at last, and whether it is one whose elements are judged.
    private var latest: (space: xmlNsPtr, isOurs: Bool)?

    // SAFETY, for all of this type: the nodes belong to a tree that the caller keeps alive and unchanged,
    // every C string of libxml2 ends in NUL, and the recursion is bounded by the depth limit.

    /// Refuses everything but one root element with plain content inside `limits`.
    static func inspect(_ tree: xmlDocPtr, limits: DocumentLimits) throws(ParseRefusal) {
        guard unsafe tree.pointee.intSubset == nil, unsafe tree.pointee.extSubset == nil else {
            throw ParseRefusal(.parse04, expected: "no document type", found: "a document type")
        }
        var roots = 0
        var inspection = DocumentInspection(limits: limits)
        var next = unsafe tree.pointee.children
        while let node = unsafe next {
            switch unsafe node.pointee.type {
            case XML_ELEMENT_NODE:
                roots += 1
                try unsafe inspection.visit(node, depth: 1, namespaces: 0)
            default:
                try unsafe inspection.refuseComment(node)
            }
            unsafe next = unsafe node.pointee.next
        }
        guard roots == 1 else {
            throw ParseRefusal(.parse12, expected: "exactly one root element", found: "\(roots)")
        }
    }

    private init(limits: DocumentLimits) {
        self.limits = limits
    }

    private mutating func visit(_ element: xmlNodePtr, depth: Int, namespaces: Int) throws(ParseRefusal) {
        elements += 1
        guard depth <= limits.depth else { throw tooMuch("elements nested", limits.depth) }
        guard elements <= limits.elements else { throw tooMuch("elements", limits.elements) }
        let inScope = try unsafe namespaces + countNamespaces(element)
        guard inScope <= limits.namespaces else { throw tooMuch("namespaces in scope", limits.namespaces) }
        try unsafe visitAttributes(of: element)
        var next = unsafe element.pointee.children
        while let node = unsafe next {
            switch unsafe node.pointee.type {
            case XML_ELEMENT_NODE:
                try unsafe visit(node, depth: depth + 1, namespaces: inScope)
            case XML_TEXT_NODE:
                try unsafe checkLength(node.pointee.content, in: element)
            case XML_CDATA_SECTION_NODE:
                try unsafe checkLength(node.pointee.content)
                try unsafe refuseCDATA(in: element)
            default:
                try unsafe refuseComment(node)
            }
            unsafe next = unsafe node.pointee.next
        }
    }

    private func countNamespaces(_ element: xmlNodePtr) throws(ParseRefusal) -> Int {
        var count = 0
        var next = unsafe element.pointee.nsDef
        while let declaration = unsafe next {
            count += 1
            let uri = unsafe declaration.pointee.href
            let undeclared = unsafe xmlStrlen(uri) == 0 && declaration.pointee.prefix == nil
            guard unsafe undeclared || isAbsolute(uri) else {
                let found = unsafe uri.map { unsafe String(cString: $0) } ?? ""
                throw ParseRefusal(.parse07, expected: "an absolute namespace name", found: found)
            }
            unsafe next = unsafe declaration.pointee.next
        }
        return count
    }

    /// Whether `uri` begins with a scheme and goes on after it (RFC 3986, section 3.1).
    private func isAbsolute(_ uri: UnsafePointer<UInt8>?) -> Bool {
        guard let uri = unsafe uri, unsafe isLetter(uri[0]) else { return false }
        var index = 1
        while true {
            switch unsafe uri[index] {
            case UInt8(ascii: ":"): return unsafe uri[index + 1] != 0
            case 0x30...0x39, 0x2B, 0x2D, 0x2E: index += 1
            case let byte where isLetter(byte): index += 1
            default: return false
            }
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

    private mutating func visitAttributes(of element: xmlNodePtr) throws(ParseRefusal) {
        let ours = unsafe isJudged(element)
        var count = 0
        var next = unsafe element.pointee.properties
        while let attribute = unsafe next {
            count += 1
            guard count <= limits.attributes else {
                throw tooMuch("attributes on an element", limits.attributes)
            }
            if let child = unsafe attribute.pointee.children { try unsafe checkLength(child.pointee.content) }
            if let space = unsafe attribute.pointee.ns {
                if ours { try unsafe refuseQualified(attribute, in: space, of: element) }
            }
            if unsafe isIdentifier(attribute) { try unsafe record(attribute) }
            unsafe next = unsafe attribute.pointee.next
        }
    }

    /// Whether `element` is of a namespace whose elements are judged.
    private mutating func isJudged(_ element: xmlNodePtr) -> Bool {
        guard let space = unsafe element.pointee.ns else { return false }
        if let latest = unsafe latest, unsafe latest.space == space { return unsafe latest.isOurs }
        let ours = unsafe isOurs(space.pointee.href)
        unsafe latest = unsafe (space, ours)
        return ours
    }

    /// Whether `namespace` is one whose elements are judged: SAML's two, XML Signature and XML Encryption.
    private func isOurs(_ namespace: UnsafePointer<UInt8>?) -> Bool {
        unsafe xmlStrEqual(namespace, Namespace.protocol_.utf8Start) == 1
            || xmlStrEqual(namespace, Namespace.assertion.utf8Start) == 1
            || xmlStrEqual(namespace, Namespace.signature.utf8Start) == 1
            || xmlStrEqual(namespace, Namespace.encryption.utf8Start) == 1
    }

    private func refuseQualified(
        _ attribute: xmlAttrPtr, in space: xmlNsPtr, of element: xmlNodePtr
    ) throws(ParseRefusal) {
        let isSchema = unsafe xmlStrEqual(space.pointee.href, Namespace.schemaInstance.utf8Start) == 1
        let isValue =
            unsafe xmlStrEqual(element.pointee.name, AssertionName.attributeValue.local.utf8Start) == 1
        if isSchema && isValue { return }
        let name = unsafe String(cString: attribute.pointee.name)
        if unsafe isOurs(space.pointee.href) {
            throw ParseRefusal(.parse15, expected: "attributes without a namespace", found: name)
        }
        let isXML = unsafe xmlStrEqual(space.pointee.prefix, ("xml" as StaticString).utf8Start) == 1
        if isXML && name == "base" || isSchema && (name == "type" || name == "nil") {
            throw ParseRefusal(.parse17, expected: "no xml:base, xsi:type or xsi:nil here", found: name)
        }
    }

    private func isIdentifier(_ attribute: xmlAttrPtr) -> Bool {
        let name = unsafe attribute.pointee.name
        if let space = unsafe attribute.pointee.ns {
            return unsafe xmlStrEqual(space.pointee.prefix, ("xml" as StaticString).utf8Start) == 1
                && xmlStrEqual(name, ("id" as StaticString).utf8Start) == 1
        }
        guard let name = unsafe name else { return false }
        if unsafe name[0] == UInt8(ascii: "A") {
            return unsafe xmlStrEqual(name, ("AssertionID" as StaticString).utf8Start) == 1
        }
        return unsafe name[0] | 0x20 == UInt8(ascii: "i") && name[1] | 0x20 == UInt8(ascii: "d")
            && name[2] == 0
    }

    private mutating func record(_ attribute: xmlAttrPtr) throws(ParseRefusal) {
        guard let child = unsafe attribute.pointee.children, unsafe child.pointee.next == nil,
            let content = unsafe child.pointee.content, unsafe xmlValidateNCName(content, 0) == 0
        else {
            throw ParseRefusal(.parse16, expected: "an ID that is an XML name", found: "another value")
        }
        guard unsafe identifiers.insert(content) else {
            let value = unsafe String(cString: content)
            throw ParseRefusal(.parse16, expected: "every ID once", found: "\(value) twice")
        }
    }

    private func checkLength(_ content: UnsafePointer<UInt8>?) throws(ParseRefusal) {
        guard let content = unsafe content else { return }
        guard unsafe strlen(UnsafeRawPointer(content).assumingMemoryBound(to: CChar.self)) <= limits.text
        else {
            throw tooMuch("octets of text", limits.text)
        }
    }

    /// Ciphertext may be as long as the document: what it hides is bounded again when it is parsed.
    private func checkLength(_ content: UnsafePointer<UInt8>?, in element: xmlNodePtr) throws(ParseRefusal) {
        let namespace = unsafe element.pointee.ns.flatMap { unsafe $0.pointee.href }
        let name = EncryptionName.cipherValue
        if unsafe xmlStrEqual(namespace, name.namespace.utf8Start) == 1
            && xmlStrEqual(element.pointee.name, name.local.utf8Start) == 1
        {
            return
        }
        try unsafe checkLength(content)
    }

    private func refuseCDATA(in element: xmlNodePtr) throws(ParseRefusal) {
        let name = unsafe String(cString: element.pointee.name)
        let namespace = unsafe element.pointee.ns.flatMap { unsafe $0.pointee.href }
        let isSignature = unsafe xmlStrEqual(namespace, Namespace.signature.utf8Start) == 1
        let isRead = ["NameID", "Issuer", "Audience", "AttributeValue"].contains(name)
        guard isSignature || isRead else { return }
        throw ParseRefusal(.parse09, expected: "plain text in \(name)", found: "a CDATA section")
    }

    private func refuseComment(_ node: xmlNodePtr) throws(ParseRefusal) {
        let type = unsafe node.pointee.type
        if limits.allowsComments, type == XML_COMMENT_NODE || type == XML_PI_NODE { return }
        throw ParseRefusal(
            .parse08, expected: "elements and text alone", found: "a node of another kind (\(type.rawValue))")
    }

    private func tooMuch(_ what: String, _ bound: Int) -> ParseRefusal {
        ParseRefusal(.parse10, expected: "at most \(bound) \(what)", found: "more")
    }
}
