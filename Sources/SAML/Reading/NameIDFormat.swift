/// Name formats that mean something to the rules (SAML Core 8.3).
enum NameIDFormat {
    static let unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
    static let emailAddress = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
    static let transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
}
