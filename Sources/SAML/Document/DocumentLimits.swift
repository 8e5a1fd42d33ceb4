/// Bounds on a document, checked before or right after it is parsed.
struct DocumentLimits: Sendable {
    /// Octets of the whole document.
    var size: Int
    /// Elements nested in one another, the root included.
    var depth = 32
    /// Elements in the whole document.
    var elements: Int
    /// Attributes on one element.
    var attributes = 32
    /// Namespace declarations in scope at one element.
    var namespaces = 64
    /// Octets of one text or attribute value.
    var text = 64 * 1024
    /// Whether comments and processing instructions are tolerated between elements. Never inside a value that
    /// is read.
    var allowsComments = false

    /// A posted response: 256 KiB.
    static let response = DocumentLimits(size: 256 * 1024, elements: 4096)
    /// An identity provider's metadata: 1 MiB. Published files carry comments.
    static let metadata = DocumentLimits(size: 1024 * 1024, elements: 16384, allowsComments: true)
}
