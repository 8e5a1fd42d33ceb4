/// An element whose text is its own exclusive canonical form (Exclusive XML Canonicalization 1.0), so that what is written
/// can be digested as it stands.
struct CanonicalElement {
    /// What stands in an element.
    enum Child {
        case element(CanonicalElement)
        case text(String)
    }

    /// Every prefix that a name may have.
    private static let namespaces: [String: StaticString] = [
        "samlp": Namespace.protocol_, "saml": Namespace.assertion, "ds": Namespace.signature,
        "md": Namespace.metadata, "xenc": Namespace.encryption, "x": "urn:example:extension",
    ]

    /// Name with prefix.
    let name: String
    /// Attributes without a namespace.
    var attributes: [String: String]
    var children: [Child]

    init(_ name: String, _ attributes: [String: String?] = [:], _ children: [CanonicalElement] = []) {
        self.name = name
        self.attributes = attributes.compactMapValues { $0 }
        self.children = children.map { .element($0) }
    }

    init(_ name: String, _ attributes: [String: String?] = [:], text: String) {
        self.init(name, attributes)
        children = [.text(text)]
    }

    /// The `ds:KeyInfo` that holds `certificate`.
    static func keyInfo(_ certificate: Certificate) -> CanonicalElement {
        let content = CanonicalElement("ds:X509Certificate", text: Base64.encode(certificate.der))
        return CanonicalElement("ds:KeyInfo", [:], [CanonicalElement("ds:X509Data", [:], [content])])
    }

    /// The canonical octets; the element's namespaces are declared where they are first used.
    var octets: [UInt8] { Array(text.utf8) }

    /// The same as text.
    var text: String {
        var text = ""
        write(to: &text, declared: [])
        return text
    }

    private func write(to text: inout String, declared: Set<String>) {
        let prefix = String(name.prefix { $0 != ":" })
        text += "<" + name
        if !declared.contains(prefix) { text += " xmlns:\(prefix)=\"\(Self.namespaces[prefix] ?? "")\"" }
        for (attribute, value) in attributes.sorted(by: { $0.key < $1.key }) {
            text += " \(attribute)=\"" + Self.escape(value, isAttribute: true) + "\""
        }
        text += ">"
        for child in children {
            switch child {
            case .element(let element): element.write(to: &text, declared: declared.union([prefix]))
            case .text(let value): text += Self.escape(value, isAttribute: false)
            }
        }
        text += "</" + name + ">"
    }

    private static func escape(_ value: String, isAttribute: Bool) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">" where !isAttribute: escaped += "&gt;"
            case "\"" where isAttribute: escaped += "&quot;"
            case "\r": escaped += "&#xD;"
            case "\n" where isAttribute: escaped += "&#xA;"
            case "\t" where isAttribute: escaped += "&#x9;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Changes the first element at `path`, names of children from here on; nothing when there is none.
    mutating func edit(_ path: String..., change: (inout CanonicalElement) -> Void) {
        edit(path[...], change)
    }

    private mutating func edit(_ path: ArraySlice<String>, _ change: (inout CanonicalElement) -> Void) {
        guard let next = path.first else { return change(&self) }
        for index in children.indices {
            guard case .element(var child) = children[index], child.name == next else { continue }
            child.edit(path.dropFirst(), change)
            children[index] = .element(child)
            return
        }
    }

    /// Takes every child called `name` out.
    mutating func remove(_ name: String) {
        children.removeAll { if case .element(let child) = $0 { child.name == name } else { false } }
    }

    mutating func append(_ child: CanonicalElement) { children.append(.element(child)) }
    mutating func insert(_ child: CanonicalElement, at index: Int) {
        children.insert(.element(child), at: index)
    }

    /// Its text in place of whatever it holds.
    mutating func setText(_ text: String) { children = text.isEmpty ? [] : [.text(text)] }
}
