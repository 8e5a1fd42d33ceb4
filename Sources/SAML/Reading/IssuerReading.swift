/// A `saml:Issuer` as it stands in a message.
struct IssuerReading {
    static let entityFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"

    let value: String?
    let format: String?

    init(_ element: XMLElement) {
        value = element.content.value
        format = element.attribute("Format")
    }

    /// Judges a list of issuers that may hold one at most: it must name `entityID`.
    static func judge(_ issuers: [IssuerReading], entityID: String, isRequired: Bool) -> Finding {
        guard issuers.count <= 1 else { return .fail(expected: "one Issuer", found: "\(issuers.count)") }
        guard let issuer = issuers.first else {
            return isRequired
                ? .fail(expected: entityID, found: "no Issuer") : .notApplicable("no Issuer, none needed")
        }
        if let format = issuer.format, !sameBytes(format, entityFormat) {
            return .fail(expected: entityFormat, found: format)
        }
        return .equal(issuer.value, entityID)
    }
}
