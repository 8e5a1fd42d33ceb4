/// The attributes that every identity provider means an e-mail address by: plain, by OID (X.500 attribute profile), and
/// as a claim. Each is held to be single-valued and to be plain text.
public enum EmailAttribute {
    /// Their names, in any `NameFormat`.
    public static let names = [
        "email", "mail", "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    ]

    static func includes(_ attribute: AttributeReading) -> Bool {
        guard let name = attribute.name else { return false }
        return names.contains { sameBytes($0, name) }
    }
}
