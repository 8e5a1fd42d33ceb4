internal import Policy
internal import SAML
internal import Store

extension AssertedPerson {
    /// Reads the person out of a verified assertion: the account key, which lasts (NID-04, NID-06), exactly one e-mail address
    /// (ATTR-03, ATTR-06), and a name for people where there is one.
    init(_ assertion: VerifiedAssertion) throws(ServiceProvider.Rejection) {
        let nameID = assertion.nameID
        self.init(
            identityProvider: assertion.issuer, nameFormat: nameID.format ?? "",
            nameQualifier: nameID.nameQualifier ?? "", spNameQualifier: nameID.spNameQualifier ?? "",
            nameID: nameID.value, email: try Self.email(of: assertion),
            displayName: Self.displayName(of: assertion))
    }

    private static func email(of assertion: VerifiedAssertion) throws(ServiceProvider.Rejection)
        -> EmailAddress
    {
        var values: [String] = []
        for name in EmailAttribute.names {
            do {
                if let value = try assertion.value(of: name) { values.append(value) }
            } catch {
                throw notOneEmail(error.code.rawValue, error.description)
            }
        }
        if assertion.nameID.isEmailAddress { values.append(assertion.nameID.value) }
        var found: EmailAddress?
        for value in values {
            guard let email = EmailAddress(value) else {
                throw notOneEmail("ATTR-06", "not an e-mail address: " + value)
            }
            guard found == nil || found == email else {
                throw notOneEmail("ATTR-03", "several e-mail addresses: " + values.joined(separator: ", "))
            }
            found = email
        }
        guard let found else { throw notOneEmail("ATTR-03", "no e-mail address") }
        return found
    }

    private static func notOneEmail(_ rule: String, _ detail: String) -> ServiceProvider.Rejection {
        ServiceProvider.Rejection(
            rule: rule, detail: detail, sentence: ServiceProvider.Rejection.notOneEmail)
    }

    /// For people only, so anything odd about it just means there is none.
    private static func displayName(of assertion: VerifiedAssertion) -> String {
        func value(_ names: [String]) -> String? {
            for name in names {
                if let value = try? assertion.value(of: name), !value.isEmpty { return value }
            }
            return nil
        }
        let whole = value(AttributeName.displayName)
        let parts = [value(AttributeName.givenName), value(AttributeName.surname)].compactMap { $0 }
        let name =
            whole ?? (parts.isEmpty ? value(AttributeName.commonName) : parts.joined(separator: " ")) ?? ""
        return String(
            name.unicodeScalars.filter(\.isHarmless).prefix(128).map(Character.init))
    }
}

/// The names identity providers give these attributes: plain, by OID (X.500 attribute profile), and as claims.
private enum AttributeName {
    static let displayName = [
        "displayName", "urn:oid:2.16.840.1.113730.3.1.241",
        "http://schemas.microsoft.com/identity/claims/displayname",
    ]
    static let givenName = [
        "givenName", "urn:oid:2.5.4.42", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
    ]
    static let surname = [
        "sn", "surname", "urn:oid:2.5.4.4", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
    ]
    static let commonName = [
        "cn", "urn:oid:2.5.4.3", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
    ]
}
