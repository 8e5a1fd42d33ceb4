/// What a file is that surely is no response, so that its owner is told instead of shown a checklist. Whatever could be
/// a response in any shape, however broken, is none of these: it is judged by the rules.
public enum ForeignContent: Equatable, Sendable, CustomStringConvertible {
    /// Metadata, with the name of its root element.
    case metadata(root: String)
    /// A certificate, PEM or DER.
    case certificate
    /// XML of something else, with the name of its root element.
    case document(root: String)
    /// Base64 of compressed XML.
    case compressed
    /// Base64 of something that is not XML.
    case encoded
    /// Nothing that a response could be in.
    case unknown

    /// Looks at the octets of a file.
    public init?(_ octets: [UInt8]) {
        if !PEMBlocks(octets).certificates.isEmpty || (try? Certificate(der: octets)) != nil {
            self = .certificate
            return
        }
        guard let found = Self.document(octets) else { return nil }
        self = found
    }

    /// Looks at a message that was found in a capture.
    public init?(_ message: CapturedResponse.Message) {
        switch message {
        case .xml(let octets): self.init(octets)
        case .base64(let text):
            if !PEMBlocks(text).certificates.isEmpty || (try? Certificate(der: text)) != nil {
                self = .certificate
                return
            }
            guard let octets = Base64.decode(text) else {
                // Base64 of a tag, whatever comes after it, begins like this; a byte order mark in front of it, too.
                let begin = text.drop(while: \.isBlank)
                if begin.starts(with: "77u/".utf8) { return nil }
                if begin.first == UInt8(ascii: "P"), let second = begin.dropFirst().first,
                    (UInt8(ascii: "A")...UInt8(ascii: "P")).contains(second)
                {
                    return nil
                }
                self = .unknown
                return
            }
            guard let found = Self.decoded(octets) else { return nil }
            self = found
        }
    }

    private static func decoded(_ octets: [UInt8]) -> ForeignContent? {
        if (try? Certificate(der: octets)) != nil { return .certificate }
        let start = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if octets[start...].first(where: { !$0.isBlank }) == UInt8(ascii: "<") { return document(octets) }
        return Inflate.beginning(of: octets).first == UInt8(ascii: "<") ? .compressed : .encoded
    }

    private static func document(_ octets: [UInt8]) -> ForeignContent? {
        guard let root = try? XMLDocument.parse(octets, limits: .metadata).root,
            !root.matches(ProtocolName.response)
        else { return nil }
        let isMetadata =
            root.matches(XMLName(Namespace.metadata, "EntityDescriptor"))
            || root.matches(XMLName(Namespace.metadata, "EntitiesDescriptor"))
        let name = printable(root.displayName)
        return isMetadata ? .metadata(root: name) : .document(root: name)
    }

    /// What it is, and what to do.
    public var description: String {
        switch self {
        case .metadata(let root): "this is metadata (\(root)), no response. Did you mean --idp-metadata?"
        case .certificate: "this is a certificate, no response. Did you mean --idp-cert?"
        case .document("Response"):
            "its root element is called Response, but not of the namespace samlp. Save what is posted as SAMLResponse."
        case .document(let root):
            "its root element is \(root), not samlp:Response. Save what is posted as SAMLResponse."
        case .compressed:
            "it is compressed, as HTTP-Redirect sends it; responses come by POST. Save the form that is posted."
        case .encoded: "this is base64, but not of XML. Save the value of SAMLResponse."
        case .unknown:
            "this is neither XML nor base64, form, HAR file or page with a response. "
                + "Save what is posted as SAMLResponse."
        }
    }
}
