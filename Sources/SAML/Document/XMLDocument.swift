import CXMLSec

/// A parsed document that kept every PARSE rule. The only way to get an ``XMLElement``.
///
/// Owns libxml2's tree. Not `Sendable`: a document belongs to one verification.
@safe final class XMLDocument {
    private let tree: xmlDocPtr

    private init(tree: xmlDocPtr) {
        unsafe self.tree = unsafe tree
    }

    deinit {
        // SAFETY: this object is the tree's only owner, and every XMLElement keeps this object alive.
        unsafe xmlFreeDoc(tree)
    }

    /// The document in `octets`, or why it may not be looked at.
    static func parse(_ octets: [UInt8], limits: DocumentLimits) throws(ParseRefusal) -> XMLDocument {
        try OctetInspection.inspect(octets, limits: limits)
        XMLLibrary.prepare()
        let document = try read(octets)
        // SAFETY: the tree is alive and nothing else holds it.
        try unsafe DocumentInspection.inspect(document.tree, limits: limits)
        return document
    }

    /// One pass of libxml2: no network, no entities, no recovery, and the slightest complaint is a refusal.
    private static func read(_ octets: [UInt8]) throws(ParseRefusal) -> XMLDocument {
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_COMPACT.rawValue
        // SAFETY: a context of our own, freed below; the octets outlive the call, which copies what it keeps.
        guard let context = unsafe xmlNewParserCtxt() else {
            throw ParseRefusal(.parse06, expected: "a parser", found: "no memory for one")
        }
        defer { unsafe xmlFreeParserCtxt(context) }
        let tree = unsafe octets.withUnsafeBytes { bytes in
            unsafe xmlCtxtReadMemory(
                context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, nil,
                Int32(options))
        }
        let document = unsafe tree.map { unsafe XMLDocument(tree: $0) }
        // SAFETY: fields of the context that is still alive; the message is copied.
        let code = unsafe context.pointee.lastError.code
        guard let document, code == 0, unsafe context.pointee.wellFormed == 1,
            unsafe context.pointee.nsWellFormed == 1
        else {
            let message =
                unsafe context.pointee.lastError.message.map { unsafe String(cString: $0) } ?? "not XML"
            let line = unsafe context.pointee.lastError.line
            throw refusal(code: code, message: "line \(line): " + message.filter { !$0.isNewline })
        }
        return document
    }

    private static func refusal(code: Int32, message: String) -> ParseRefusal {
        switch UInt32(bitPattern: code) {
        case XML_ERR_DOCUMENT_END.rawValue, XML_ERR_DOCUMENT_EMPTY.rawValue:
            ParseRefusal(.parse12, expected: "exactly one root element", found: message)
        case XML_WAR_NS_URI.rawValue, XML_WAR_NS_URI_RELATIVE.rawValue, XML_NS_ERR_EMPTY.rawValue,
            XML_NS_ERR_XML_NAMESPACE.rawValue:
            ParseRefusal(.parse07, expected: "absolute namespace names", found: message)
        default:
            ParseRefusal(.parse06, expected: "XML without any complaint of the parser", found: message)
        }
    }

    /// The root element.
    var root: XMLElement {
        // SAFETY: DocumentInspection refused documents without exactly one root.
        unsafe XMLElement(node: xmlDocGetRootElement(tree), document: self)
    }

    /// Makes the unqualified `ID` of `element` a target that a signature's reference finds. False when there
    /// is none.
    func registerID(of element: XMLElement) -> Bool {
        // SAFETY: the attribute belongs to this tree; xmlAddID copies the value and refuses a second
        // registration.
        guard let attribute = unsafe element.rawAttribute("ID"), let value = element.attribute("ID") else {
            return false
        }
        return unsafe xmlAddID(nil, tree, value, attribute) != nil
    }
}
