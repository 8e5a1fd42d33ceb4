/// The pieces of a `ds:SignedInfo`, each absent when it is not there exactly once and of the expected shape.
struct SignedInfoParts {
    /// An algorithm URI, and the prefixes of its `InclusiveNamespaces`: none without that element, absent
    /// when the algorithm carries anything else.
    struct Algorithm {
        static let prefixLimit = 16

        let algorithm: String
        let prefixes: [String]?

        init?(_ element: XMLElement) {
            guard let algorithm = element.attribute("Algorithm") else { return nil }
            self.algorithm = algorithm
            let children = element.children
            if children.isEmpty {
                prefixes = []
            } else if children.count == 1, children[0].matches(SignatureName.inclusiveNamespaces),
                children[0].children.isEmpty, let list = children[0].attribute("PrefixList")
            {
                let names = list.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }.map(
                    String.init)
                prefixes = names.count <= Self.prefixLimit ? names : nil
            } else {
                prefixes = nil
            }
        }
    }

    /// A `ds:Reference`.
    struct Reference {
        let uri: String?
        let transforms: [Algorithm]?
        let digestMethod: String?
        let digestValue: [UInt8]?

        init(_ element: XMLElement) {
            let children = element.children
            uri = element.attribute("URI")
            let shaped =
                children.count == 3 && children[0].matches(SignatureName.transforms)
                && children[1].matches(SignatureName.digestMethod)
                && children[2].matches(SignatureName.digestValue)
            guard shaped else {
                (transforms, digestMethod, digestValue) = (nil, nil, nil)
                return
            }
            let list = children[0].children
            let read = list.compactMap { $0.matches(SignatureName.transform) ? Algorithm($0) : nil }
            transforms = read.count == list.count ? read : nil
            digestMethod = children[1].children.isEmpty ? children[1].attribute("Algorithm") : nil
            digestValue = children[2].content.value.flatMap { Base64.decode($0) }
        }
    }

    let canonicalization: Algorithm?
    let method: String?
    let references: [XMLElement]
    let reference: Reference?

    init(_ element: XMLElement) {
        let children = element.children
        references = element.descendants(SignatureName.reference)
        guard children.count >= 2, children[0].matches(SignatureName.canonicalizationMethod),
            children[1].matches(SignatureName.signatureMethod)
        else {
            (canonicalization, method, reference) = (nil, nil, nil)
            return
        }
        canonicalization = Algorithm(children[0])
        method = children[1].children.isEmpty ? children[1].attribute("Algorithm") : nil
        reference =
            children.count == 3 && references.count == 1 && children[2].matches(SignatureName.reference)
            ? Reference(children[2]) : nil
    }
}
