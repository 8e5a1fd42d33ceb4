/// The attributes of an assertion, and what in it claims to be the person's e-mail address.
struct AttributeFacts {
    let attributes: [AttributeReading]
    /// Those that ``EmailAttribute`` names.
    let emailAttributes: [AttributeReading]
    /// Their values, and a NameID of the e-mail format.
    let emails: [String]
    let domains: [String]?

    init(_ facts: AssertionFacts) {
        attributes = facts.assertion.attributes
        emailAttributes = attributes.filter(EmailAttribute.includes)
        var emails = emailAttributes.flatMap { $0.values.compactMap { $0 } }
        for name in facts.assertion.names where name.format == NameIDFormat.emailAddress {
            if let value = name.content.value { emails.append(value) }
        }
        self.emails = emails
        domains = facts.message.expectations.emailDomains
    }

    /// What one attribute is told apart by.
    struct Key: Hashable {
        let name: String
        let format: String
    }
}
