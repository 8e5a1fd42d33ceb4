/// Values of `samlp:Status`.
enum StatusValue {
    static let success = "urn:oasis:names:tc:SAML:2.0:status:Success"
}
