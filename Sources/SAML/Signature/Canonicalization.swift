import CXMLSec

/// The URIs that may stand in `ds:Transforms` and `ds:CanonicalizationMethod`.
enum TransformAlgorithm {
    static let exclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let inclusiveC14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
}

/// How an element is written as the octets that are digested: Canonical XML without comments, exclusive or inclusive.
struct Canonicalization: Equatable {
    let isExclusive: Bool
    /// Prefixes that are written wherever they are declared, as inclusive canonicalisation does; `#default` is the
    /// default namespace.
    let prefixes: [String]

    /// What must be granted before it is accepted.
    var weakness: Weakness? { isExclusive ? nil : .c14n10 }

    init(isExclusive: Bool = true, prefixes: [String] = []) {
        self.isExclusive = isExclusive
        self.prefixes = prefixes
    }

    /// What `method` says, unless it is another algorithm or carries parameters of another shape.
    init?(_ method: SignedInfoParts.Algorithm?) {
        guard let method, let prefixes = method.prefixes else { return nil }
        switch method.algorithm {
        case TransformAlgorithm.exclusiveC14N: self.init(isExclusive: true, prefixes: prefixes)
        case TransformAlgorithm.inclusiveC14N where prefixes.isEmpty: self.init(isExclusive: false)
        default: return nil
        }
    }

    /// The canonical octets of `element` with all it holds but `omitted`; `nil` when there are none (SIG-11).
    func octets(of element: XMLElement, without omitted: XMLElement? = nil) -> [UInt8]? {
        guard isExclusive else { return libraryOctets(of: element, without: omitted) }
        // SAFETY: both nodes belong to the tree that the elements keep alive, and nothing changes it meanwhile.
        return unsafe ExclusiveCanonicalWriter.octets(
            of: element.node, without: omitted?.node, prefixes: prefixes)
    }

    /// The same by libxml2.
    func libraryOctets(of element: XMLElement, without omitted: XMLElement? = nil) -> [UInt8]? {
        // SAFETY: the output buffer is closed below on every path; the scope and the prefixes outlive the call that
        // reads them.
        guard let output = unsafe xmlAllocOutputBuffer(nil) else { return nil }
        defer { unsafe xmlOutputBufferClose(output) }
        var scope = unsafe CanonicalScope(top: element.node, omitted: omitted?.node)
        var names: [UnsafeMutablePointer<xmlChar>?] = unsafe prefixes.map { unsafe xmlStrdup($0) }
        defer { unsafe names.forEach { unsafe free($0) } }
        unsafe names.append(nil)
        let mode = isExclusive ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_0
        let status = unsafe xmlC14NExecute(
            element.node.pointee.doc, CanonicalScope.shows, &scope, Int32(mode.rawValue), &names, 0, output)
        guard status >= 0, unsafe output.pointee.error == 0,
            let start = unsafe xmlOutputBufferGetContent(output)
        else { return nil }
        let octets = unsafe UnsafeBufferPointer(start: start, count: Int(xmlOutputBufferGetSize(output)))
        return octets.isEmpty ? nil : unsafe Array(octets)
    }

    /// xmlsec's transform.
    @unsafe var xmlsecTransform: xmlSecTransformId? {
        unsafe isExclusive ? xmlSecTransformExclC14NGetKlass() : xmlSecTransformInclC14NGetKlass()
    }
}

/// The part of a tree that is canonicalised: an element with all it holds, but one element in it.
@unsafe private struct CanonicalScope {
    let top: xmlNodePtr
    let omitted: xmlNodePtr?

    /// Tells libxml2 whether a node belongs to the scope that `user` points to.
    static let shows: xmlC14NIsVisibleCallback = { user, node, parent in
        // SAFETY: libxml2 hands back the scope, and nodes of the tree. A namespace has no parent of its own to follow.
        guard let user = unsafe user, let node = unsafe node else { return 0 }
        let scope = unsafe user.assumingMemoryBound(to: CanonicalScope.self)
        let isPart = unsafe node.pointee.type == XML_NAMESPACE_DECL || node.pointee.type == XML_ATTRIBUTE_NODE
        var next = unsafe isPart ? parent : node
        while let here = unsafe next {
            if unsafe here == scope.pointee.omitted { return 0 }
            if unsafe here == scope.pointee.top { return 1 }
            unsafe next = unsafe here.pointee.parent
        }
        return 0
    }
}
