/// A `saml:Issuer` as it stands in a message.
struct IssuerReading {
    static let entityFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"

    let value: String?
    let format: String?

    init(_ element: XMLElement) {
        value = element.content.value
        format = element.attribute("Format")
    }
}
