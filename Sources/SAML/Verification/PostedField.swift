/// The value of a posted `SAMLResponse` field: a document in base64 (SAML Bindings 3.5.4).
enum PostedField {
    /// Octets of it that are looked at: base64 of the longest document, with white space in it.
    static let sizeLimit = DocumentLimits.response.size / 2 * 3

    /// The document's octets, or the PARSE rule that `field` breaks.
    static func document(in field: [UInt8]) throws(ParseRefusal) -> [UInt8] {
        guard field.count <= sizeLimit else {
            throw ParseRefusal(
                .parse01, expected: "at most \(sizeLimit) octets of base64", found: "\(field.count)")
        }
        guard let xml = Base64.decode(field) else {
            throw ParseRefusal(.parse02, expected: "base64", found: "something else")
        }
        return xml
    }
}
