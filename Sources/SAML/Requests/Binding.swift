/// Bindings this package speaks.
enum Binding {
    static let post = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
    static let redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
}
